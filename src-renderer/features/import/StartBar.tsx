import { useEffect, useRef } from 'react';
import { navigate } from '../../shared/route';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';

interface StartBarProps {
  /** Columns whose detection is uncertain. */
  unsure: number;
  /** A change is being looked at. */
  busy: boolean;
  /** Another import runs. */
  blocked: boolean;
  onStart: () => void;
  /** Takes every change back; absent when there is none. */
  onReset?: () => void;
}

/** Starts the import. It has the focus when the detection is sure, so that Enter is enough. */
export function StartBar({ unsure, busy, blocked, onStart, onReset }: StartBarProps) {
  const button = useRef<HTMLButtonElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current && unsure === 0) button.current?.focus();
    first.current = false;
  }, [unsure]);
  return (
    <div className="start-bar">
      <Button kind="primary" ref={button} onPress={onStart} isDisabled={busy || blocked}>
        Import
      </Button>
      <Button onPress={() => navigate({ screen: 'start' })}>Cancel</Button>
      {onReset && <Button onPress={onReset}>Undo all changes</Button>}
      <output className="soft">{sentence({ unsure, busy, blocked })}</output>
    </div>
  );
}

function sentence({ unsure, busy, blocked }: Pick<StartBarProps, 'unsure' | 'busy' | 'blocked'>): string {
  if (blocked) return 'Another import is running; this one can start when it is done.';
  if (busy) return 'Looking at the logs again…';
  if (unsure === 0) return 'Every column was recognised. Press Enter to import.';
  return `Please check ${unsure} ${plural(unsure, 'column')} marked “unsure” below.`;
}
