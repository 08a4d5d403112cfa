import { decide } from '@core/decision/decide';
import { evidenceWithout } from '@core/engine/evidence-without';
import type { WhatIfAnswer } from '@core/model/api/decide';
import type { PairFilter } from '@core/model/pair-filter';
import type { GnomonEngine } from './gnomon-engine';
import { readPlanState } from './plan-state';

/** The decision without some pairs. No look is recorded: what is found this way decides nothing. */
export async function whatIfWithout(
  engine: GnomonEngine,
  path: string,
  exclude: readonly PairFilter[],
): Promise<WhatIfAnswer> {
  const { plan, looks } = await readPlanState(path);
  const overview = await engine.overview(path, plan, looks);
  return engine.withWorkspace(path, async (db, { manifest }) => {
    const { tagKeys, labelKeys } = manifest;
    const without = await evidenceWithout(overview.evidence, exclude, { db, plan, tagKeys, labelKeys });
    return { ...without, decision: decide(without.evidence, plan) };
  });
}
