import { create } from 'zustand';
import type { Command } from '../../shared/commands/command';

/** How the table on screen is moved in. */
interface TableKeys {
  step: (by: number) => void;
  page: (by: number) => void;
  open: () => void;
}

const nothing = (): void => undefined;

/** Filled by the table with each drawing, so that its commands stay the same while it scrolls. */
export const useTableKeys = create<TableKeys>()(() => ({ step: nothing, page: nothing, open: nothing }));

/** Marks the table for the keys. */
export const TABLE_CLASS = 'pairs-grid';

export function focusTable(): void {
  document.querySelector<HTMLElement>(`.${TABLE_CLASS}`)?.focus();
}

/** The keys of the table, which count while the table itself has the focus. */
export const TABLE_COMMANDS: readonly Command[] = [
  command('ArrowDown', 'Next pair', ({ step }) => step(1)),
  command('ArrowUp', 'Previous pair', ({ step }) => step(-1)),
  command('PageDown', 'A page down', ({ page }) => page(1)),
  command('PageUp', 'A page up', ({ page }) => page(-1)),
  command('Home', 'First pair', ({ step }) => step(-Infinity)),
  command('End', 'Last pair', ({ step }) => step(Infinity)),
  command('Enter', 'Open the pair', ({ open }) => open()),
];

function command(keys: string, title: string, run: (table: TableKeys) => void): Command {
  return {
    id: `table.${keys}`,
    title,
    group: 'Explore',
    keys,
    repeats: true,
    within: () => (document.activeElement?.classList.contains(TABLE_CLASS) ? document.activeElement : null),
    run: () => run(useTableKeys.getState()),
  };
}
