import { decide } from '@core/decision/decide';
import { evidenceWithout } from '@core/engine/evidence-without';
import type { WhatIfAnswer, WhatIfRequest } from '@core/model/api/decide';
import type { GnomonEngine } from './gnomon-engine';
import { judgeScores } from './judge/apply-judgements';
import { readPlanState } from './plan-state';
import { resolveTexts } from './resolve-texts';
import { loadTraits } from './traits';

/** The decision without some pairs, or by another judge. No look is recorded: what is found this way decides nothing. */
export async function whatIfWithout(
  engine: GnomonEngine,
  path: string,
  { exclude, judge, signal }: WhatIfRequest & { signal?: AbortSignal },
): Promise<WhatIfAnswer> {
  const { plan, looks } = await readPlanState(path);
  const overview = await engine.overview(path, plan, looks);
  const filters = await Promise.all(
    exclude.map((filter) => resolveTexts(engine, path, { filter, ...(signal && { signal }) })),
  );
  return engine.withWorkspace(path, async (db, store) => {
    await loadTraits(db, store);
    const { tagKeys, labelKeys } = store.manifest;
    const without = await evidenceWithout(overview.evidence, {
      db,
      plan,
      tagKeys,
      labelKeys,
      exclude: filters,
      judge: judge === null ? null : await judgeScores(db, store, judge),
    });
    return { ...without, decision: decide(without.evidence, plan) };
  });
}
