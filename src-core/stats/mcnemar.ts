import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import binomialPmf from '@stdlib/stats-base-dists-binomial-pmf';

/**
 * Two-sided p-values of equal rates from the discordant pairs b and c: exact conditional and mid-P.
 * McNemar 1947, Psychometrika 12:153; Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91.
 */
export function mcnemar(b: number, c: number): { exact: number; midP: number } {
  const m = b + c;
  if (m === 0) return { exact: 1, midP: 1 };
  const tail = binomialCdf(Math.min(b, c), m, 0.5);
  const point = binomialPmf(b, m, 0.5);
  return { exact: Math.min(1, 2 * tail), midP: b === c ? 1 - point / 2 : 2 * tail - point };
}
