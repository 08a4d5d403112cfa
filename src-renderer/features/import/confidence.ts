import type { MappedColumn } from '@core/model/import';

const SURE = 0.9;
const LIKELY = 0.6;

/** How sure the detection of a column is, in a word. */
export function confidenceWord({ confidence }: MappedColumn): 'sure' | 'likely' | 'unsure' {
  if (confidence >= SURE) return 'sure';
  return confidence >= LIKELY ? 'likely' : 'unsure';
}

/** Whether an analyst should look at the column before importing. */
export function isUnsure(column: MappedColumn): boolean {
  return confidenceWord(column) === 'unsure';
}
