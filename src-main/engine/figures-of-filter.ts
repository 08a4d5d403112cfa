import { setMaxListeners } from 'node:events';
import { filterFigures } from '@core/engine/filter-figures';
import type { FilterFigures } from '@core/model/overview';
import type { PairFilter } from '@core/model/pair-filter';
import type { GnomonEngine } from './gnomon-engine';
import { judgeOf } from './judge/apply-judgements';
import { readPlanState } from './plan-state';
import { resolveTexts } from './resolve-texts';
import { loadTraits } from './traits';
import { VERSION } from './version';

/** The Overview's figures over the pairs of a filter. No look is recorded: they decide nothing. */
export async function figuresOfFilter(
  engine: GnomonEngine,
  path: string,
  { filter, signal }: { filter: PairFilter; signal: AbortSignal },
): Promise<FilterFigures> {
  // Every statement that waits listens to it.
  setMaxListeners(0, signal);
  const { plan } = await readPlanState(path);
  const resolved = await resolveTexts(engine, path, { filter, signal });
  return engine.withWorkspace(path, async (db, store) => {
    await loadTraits(db, store);
    return filterFigures({
      db,
      store,
      damaged: [],
      judge: judgeOf(store),
      plan,
      version: VERSION,
      now: Date.now(),
      filter: resolved,
      signal,
    });
  });
}
