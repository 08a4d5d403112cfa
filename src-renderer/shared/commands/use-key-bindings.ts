import { useEffect } from 'react';
import { keyName, matchKeys } from './keys';
import { currentCommands } from './registry';

const SEQUENCE_MS = 1200;

/** Runs commands by their keys, anywhere but in text fields and while a dialog or menu is open. Use once. */
export function useKeyBindings(): void {
  useEffect(() => {
    let pressed: readonly string[] = [];
    let last = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      const name = keyName(event);
      if (event.defaultPrevented || belongsToField(event.target, name)) return;
      const commands = currentCommands().filter(
        ({ within, repeats = false }) =>
          (repeats || !event.repeat) && (within === undefined || within()?.contains(document.activeElement)),
      );
      const found = matchKeys(event.timeStamp - last < SEQUENCE_MS ? [...pressed, name] : [name], commands);
      pressed = found !== null && 'wait' in found ? found.wait : [];
      last = event.timeStamp;
      if (found === null) return;
      event.preventDefault();
      if ('command' in found) found.command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function belongsToField(target: EventTarget | null, name: string): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null) return true;
  if (name.startsWith('mod+')) return false;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
