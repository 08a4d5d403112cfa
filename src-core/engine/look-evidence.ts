import type { Look, LookEvidence } from '../model/look';

/**
 * What earlier looks say about this one.
 * @param looks in any order
 * @param now pairs in the workspace, and the hash of the plan in force
 */
export function lookEvidence(
  looks: readonly Look[],
  { pairs, planHash }: { pairs: number; planHash: string },
): LookEvidence {
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
  return { growing: sizes.length > 0, earlier: sizes };
}
