import type { PairFilter } from '@core/model/pair-filter';
import type { GnomonEngine } from './gnomon-engine';
import { textSearches } from './text-searches';

/**
 * A filter whose text conditions are replaced by the pairs that they hold for, so that SQL can be made of it. The
 * database is free while the texts are searched.
 * @throws AppError('usage') for a regular expression that can't be used, 'bad-data' when a text segment can't be read
 */
export async function resolveTexts(
  engine: GnomonEngine,
  path: string,
  { filter, signal }: { filter: PairFilter; signal?: AbortSignal },
): Promise<PairFilter> {
  if (filter.every(({ kind }) => kind !== 'text')) return filter;
  const store = await engine.withWorkspace(path, async (_, loaded) => loaded);
  return textSearches.resolve(store, filter, signal);
}
