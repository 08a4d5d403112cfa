import type { Evidence } from '../model/evidence';
import type { EarlierScores, Look, LookEvidence } from '../model/look';

/**
 * What earlier looks say about this one; null where nobody has seen less than there is now.
 * @param looks in any order
 * @param now pairs in the workspace, the hash of the plan in force, and what there is to see
 */
export function lookEvidence(
  looks: readonly Look[],
  { pairs, planHash, evidence }: { pairs: number; planHash: string; evidence: Evidence },
): LookEvidence | null {
  const earlier = new Map<number, LookEvidence['earlier'][number]>();
  for (const look of looks.toSorted((a, b) => a.at - b.at)) {
    if (look.pairs >= pairs) continue;
    const known = earlier.get(look.complete);
    // A GO binds under the plan that gave it only; an error once spent stays spent.
    const go = look.rule === 'planned' && look.planHash === planHash ? look.go : [];
    earlier.set(look.complete, {
      complete: look.complete,
      couldGo: (known?.couldGo ?? false) || look.rule !== 'between',
      go: [...new Set([...(known?.go ?? []), ...go])],
    });
  }
  const sizes = [...earlier.values()].toSorted((a, b) => a.complete - b.complete);
  const scores = earlierScores(looks, evidence);
  if (sizes.length === 0 && scores === null) return null;
  return { growing: sizes.length > 0, earlier: sizes, ...(scores && { scores }) };
}

function earlierScores(
  looks: readonly Look[],
  { similarity, winRate, humanWinRate }: Evidence,
): EarlierScores | null {
  const fewer = (key: 'measured' | 'judged' | 'labelled', now: number): number[] =>
    [...new Set(looks.map((look) => look[key]))].filter((n) => n > 0 && n < now).toSorted((a, b) => a - b);
  const scores = {
    measured: fewer('measured', similarity.n),
    judged: fewer('judged', winRate.n),
    labelled: fewer('labelled', humanWinRate?.n ?? 0),
  };
  return Object.values(scores).some((sizes) => sizes.length > 0) ? scores : null;
}
