import { useEffect, useRef } from 'react';
import { navigate } from '../../shared/route';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';

interface StartBarProps {
  /** Columns whose detection is uncertain. */
  unsure: number;
  /** A log lacks what an import needs. */
  incomplete: boolean;
  /** A change is being looked at. */
  busy: boolean;
  /** Another import runs. */
  blocked: boolean;
  onStart: () => void;
  /** Takes every change back; absent when there is none. */
  onReset?: () => void;
}

/** Starts the import. It has the focus when the detection is sure, so that Enter is enough. */
export function StartBar({ unsure, incomplete, busy, blocked, onStart, onReset }: StartBarProps) {
  const button = useRef<HTMLButtonElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current && unsure === 0) button.current?.focus();
    first.current = false;
  }, [unsure]);
  return (
    <div className="start-bar">
      <Button kind="primary" ref={button} onPress={onStart} isDisabled={busy || blocked || incomplete}>
        Import
      </Button>
      <Button onPress={() => navigate({ screen: 'start' })}>Cancel</Button>
      {onReset && <Button onPress={onReset}>Undo all changes</Button>}
      <output className="soft">{sentence({ unsure, incomplete, busy, blocked })}</output>
    </div>
  );
}

type StartState = Pick<StartBarProps, 'unsure' | 'incomplete' | 'busy' | 'blocked'>;

function sentence({ unsure, incomplete, busy, blocked }: StartState): string {
  if (blocked) return 'Another import is running; this one can start when it is done.';
  if (busy) return 'Looking at the logs again…';
  if (incomplete) return 'Say below which columns hold the outputs, errors or latencies of the arms.';
  if (unsure === 0) return 'Every column was recognised. Press Enter to import.';
  return `Please check ${unsure} ${plural(unsure, 'column')} marked “unsure” below.`;
}
