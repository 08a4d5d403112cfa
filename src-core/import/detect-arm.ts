import { AppError } from '../model/app-error';
import { ARM_LABEL, type ArmName } from '../model/arm';
import { ARM_COLUMNS, ARM_WORDS } from './column-names';
import type { ColumnSample } from './column-sampler';
import { splitWords } from './split-words';

export interface FoundArm {
  name: ArmName;
  reason: string;
}

/** How much a word in a file's name must say: "test", "old" or "a" stand there for other reasons too. */
const FILE_WORD_WEIGHT = 0.95;

/**
 * Which arm a one-arm log holds: as its columns' names say, else as a column such as `role` says, else as
 * the file's name says; null when none does. Throws AppError('bad-data') when a column names both arms.
 */
export function detectArm(
  file: string,
  columns: Iterable<ColumnSample>,
  named: { name: ArmName; word: string } | null,
): FoundArm | null {
  if (named) return { name: named.name, reason: `its columns are named ${named.word}` };
  for (const column of columns) {
    const found = ARM_COLUMNS.has(splitWords(column.path).join('_')) ? armInColumn(file, column) : null;
    if (found) return found;
  }
  const words = splitWords(file).filter((word) => isStrong(word));
  const arms = new Set(words.map((word) => ARM_WORDS.get(word)?.arm));
  const [name] = arms;
  return arms.size === 1 && name ? { name, reason: `the file's name says ${words[0]}` } : null;
}

function armInColumn(file: string, column: ColumnSample): FoundArm | null {
  const values = [...column.distinct];
  const arms = values.map((value) => armOfValue(value));
  const [name] = arms;
  if (arms.includes('prod') && arms.includes('shadow')) {
    throw new AppError('bad-data', {
      message: `${file} holds both arms, one record for each: column "${column.path}" says ${values.slice(0, 2).join(' and ')}.`,
      remedy: `write the records of ${ARM_LABEL.prod} and of ${ARM_LABEL.shadow} to a file each and open both together`,
    });
  }
  return name && values.length === 1
    ? { name, reason: `column "${column.path}" is ${values[0]} throughout` }
    : null;
}

function armOfValue(value: string): ArmName | null {
  const arms = new Set(splitWords(value).flatMap((word) => ARM_WORDS.get(word)?.arm ?? []));
  const [name] = arms;
  return arms.size === 1 && name ? name : null;
}

function isStrong(word: string): boolean {
  return (ARM_WORDS.get(word)?.weight ?? 0) >= FILE_WORD_WEIGHT || word === 'new';
}
