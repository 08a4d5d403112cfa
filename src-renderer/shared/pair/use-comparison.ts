import { useEffect, useState } from 'react';
import type { CompareMode } from './compare/compare-texts';
import type { Comparison } from './compare/comparison';
import { compareInWorker } from './compare/compare-in-worker';

/** The aligned outputs; null while they are being compared. */
export function useComparison(left: string, right: string, mode: CompareMode = 'prose'): Comparison | null {
  const [found, setFound] = useState<{ left: string; right: string; comparison: Comparison } | null>(null);
  useEffect(() => {
    let current = true;
    void compareInWorker(left, right, mode).then((comparison) => {
      if (current) setFound({ left, right, comparison });
    });
    return () => {
      current = false;
    };
  }, [left, right, mode]);
  return found !== null && found.left === left && found.right === right ? found.comparison : null;
}
