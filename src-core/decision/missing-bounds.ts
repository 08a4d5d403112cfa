import type { MissingBounds } from '../model/board';
import type { CriterionResult } from '../model/decision';
import type { Evidence, MomentEvidence, SliceEvidence } from '../model/evidence';

/**
 * The estimate if every missing value were the best or the worst possible (Manski 1989, J Hum Resour 24:343); null
 * where nothing can be missing, or where the criterion is no mean.
 */
export function missingBounds(result: CriterionResult, evidence: Evidence): MissingBounds | null {
  const [id, slice] = result.id.split(/@(.*)/s);
  const of: SliceEvidence | undefined = slice === undefined ? evidence : evidence.protected?.[slice];
  if (!of) return null;
  if (id === 'error_rate') {
    const { missingShadow } = of.errors;
    const missing = missingShadow.prodAnswered + missingShadow.prodFailed;
    return bounds(result, {
      lower: result.details['manskiLower'] ?? null,
      upper: result.details['manskiUpper'] ?? null,
      missing,
      unit: 'requests without a shadow answer',
    });
  }
  if (id === 'win_rate') return scores(result, of.winRate, 'pairs that nobody judged');
  if (id === 'similarity') return scores(result, of.similarity, 'pairs without a similarity');
  const own = evidence.own?.[result.id as keyof NonNullable<Evidence['own']>];
  if (own?.kind !== 'rate' || own.unmeasured === 0) return null;
  const n = own.n + own.unmeasured;
  return bounds(result, {
    lower: own.successes / n,
    upper: (own.successes + own.unmeasured) / n,
    missing: own.unmeasured,
    unit: 'pairs that do not tell it',
  });
}

/** Scores lie in [0, 1]; a negative similarity of real answers does not occur. */
function scores(
  result: CriterionResult,
  { n, mean, unmeasured }: MomentEvidence,
  unit: string,
): MissingBounds | null {
  if (mean === null || n + unmeasured === 0) return null;
  const sum = n * mean;
  return bounds(result, {
    lower: sum / (n + unmeasured),
    upper: (sum + unmeasured) / (n + unmeasured),
    missing: unmeasured,
    unit,
  });
}

function bounds(
  { verdict, passes, threshold }: CriterionResult,
  { lower, upper, missing, unit }: Omit<MissingBounds, 'verdictHolds'>,
): MissingBounds | null {
  if (missing === 0) return null;
  const [worst, best] = passes === 'below' ? [upper, lower] : [lower, upper];
  const passesAt = (value: number | null): boolean =>
    value !== null && (passes === 'below' ? value < threshold : value > threshold);
  const verdictHolds =
    verdict === 'GO' ? passesAt(worst) : verdict === 'NO-GO' ? best !== null && !passesAt(best) : false;
  return { lower, upper, missing, unit, verdictHolds };
}
