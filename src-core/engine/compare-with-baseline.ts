import { type Decision, VERDICT_RANK } from '../model/decision';
import type { BaselineComparison, SignOff } from '../model/sign-off';

/** The figures of now beside those of a sign-off. */
export function compareWithBaseline(
  signed: SignOff,
  now: { decision: Decision; pairs: number; planHash: string; evidenceHash: string },
): BaselineComparison {
  const { decision } = now;
  const criteria = decision.criteria.map(({ id, label, estimate, verdict }) => {
    const then = signed.criteria.find((criterion) => criterion.id === id);
    return {
      id,
      label,
      verdict: [then?.verdict ?? 'NOT-ENOUGH-DATA', verdict] as const,
      estimate: [then?.estimate ?? null, estimate] as const,
      moved: then !== undefined && isOutside(estimate, then),
    };
  });
  const worse = decision.criteria.some(({ id, required, verdict }) => {
    const then = signed.criteria.find((criterion) => criterion.id === id);
    return required && then !== undefined && VERDICT_RANK[verdict] < VERDICT_RANK[then.verdict];
  });
  return {
    signedAt: signed.at,
    approver: signed.approver,
    decision: signed.decision,
    samePlan: signed.planHash === now.planHash,
    sameEvidence: signed.evidenceHash === now.evidenceHash,
    verdict: [signed.verdict, decision.verdict],
    pairs: [signed.pairs, now.pairs],
    stillHolds: !worse && VERDICT_RANK[decision.verdict] >= VERDICT_RANK[signed.verdict],
    criteria,
  };
}

function isOutside(estimate: number | null, { lower, upper }: SignOff['criteria'][number]): boolean {
  if (estimate === null) return false;
  return (lower !== null && estimate < lower) || (upper !== null && estimate > upper);
}
