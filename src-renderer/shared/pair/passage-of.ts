import type { MeaningFlag } from '@core/model/meaning';
import type { Span } from './compare/comparison';
import type { Side } from './sides';

/** Where a flag points to in one column. */
export function passageOf(flag: MeaningFlag | null, { arm }: Side): Span | null {
  return flag === null || arm === null ? null : flag[arm];
}
