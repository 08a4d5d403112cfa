import { useEffect, useState } from 'react';
import { compareInWorker, knownComparison } from './compare/compare-in-worker';
import type { CompareMode } from './compare/compare-texts';
import type { Comparison } from './compare/comparison';

/** The aligned outputs; null while they are being compared. */
export function useComparison(left: string, right: string, mode: CompareMode = 'prose'): Comparison | null {
  const [made, setMade] = useState<{ left: string; right: string; comparison: Comparison } | null>(null);
  const known = knownComparison(left, right, mode);
  const isKnown = known !== null;
  useEffect(() => {
    if (isKnown) return undefined;
    let current = true;
    void compareInWorker(left, right, mode).then((comparison) => {
      if (current) setMade({ left, right, comparison });
    });
    return () => {
      current = false;
    };
  }, [left, right, mode, isKnown]);
  if (known !== null) return known;
  return made !== null && made.left === left && made.right === right ? made.comparison : null;
}
