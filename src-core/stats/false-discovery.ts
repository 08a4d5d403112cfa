/**
 * Benjamini–Hochberg adjusted p-values in the order given; calling those ≤ q keeps the expected share of false ones
 * at q under independence or positive dependence. Benjamini & Hochberg 1995, JRSS-B 57:289.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  return stepUp(pValues, 1);
}

/** The same under any dependence. Benjamini & Yekutieli 2001, Ann Statist 29:1165. */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  let harmonic = 0;
  for (let i = 1; i <= pValues.length; i++) harmonic += 1 / i;
  return stepUp(pValues, harmonic);
}

function stepUp(pValues: readonly number[], factor: number): number[] {
  const adjusted = Array.from(pValues);
  const descending = pValues.map((p, index) => ({ p, index })).toSorted((x, y) => y.p - x.p);
  let smallest = 1;
  for (const [place, { p, index }] of descending.entries()) {
    smallest = Math.min(smallest, p * ((factor * pValues.length) / (pValues.length - place)));
    adjusted[index] = smallest;
  }
  return adjusted;
}
