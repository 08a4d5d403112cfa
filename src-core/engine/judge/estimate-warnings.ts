import { modelFamily } from '../../judge/trust/judge-family';
import { ARMS } from '../../model/arm';
import type { JudgeConfiguration } from '../../model/judge';
import type { AppliedPrice } from '../../model/judge-run';
import type { Manifest } from '../../model/workspace';
import type { JudgePlan } from './judge-plan';

/** Prices older than this may have changed, ms. */
const OLD_MS = 180 * 86_400_000;

const ARM_WORDS = { prod: 'production', shadow: 'the shadow' } as const;

/** What to know before a run is started. */
export function estimateWarnings({
  configuration,
  models,
  price,
  plan,
  now,
}: {
  configuration: JudgeConfiguration;
  models: Manifest['models'];
  price: AppliedPrice | null;
  plan: JudgePlan;
  /** ms since 1970 UTC. */
  now: number;
}): string[] {
  const warnings: string[] = [];
  const family = modelFamily(configuration.model);
  for (const arm of ARMS) {
    const model = models[arm];
    if (family !== null && model !== null && modelFamily(model) === family)
      warnings.push(
        `The judge is of the family of ${ARM_WORDS[arm]} (${family}); judges tend to prefer answers like their own.`,
      );
  }
  if (!plan.run.representative)
    warnings.push(
      'The pairs are picked by a filter: their verdicts are shown, and do not count for the criterion.',
    );
  if (price?.from === 'table' && now - Date.parse(price.asOf) > OLD_MS)
    warnings.push(`The price of the model is of ${price.asOf}; check it in the table of prices.`);
  return warnings;
}
