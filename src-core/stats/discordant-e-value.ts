import betainc from '@stdlib/math-base-special-betainc';
import betaln from '@stdlib/math-base-special-betaln';

/**
 * Evidence against "of two paired events, the first is at least as frequent": a test martingale over the discordant
 * pairs with a uniform mixture on the share below ½. Rejecting once it reaches 1/α keeps the error at α whatever the
 * number of looks (Ville 1939); e = 2^m · 2 · B(k+1, m−k+1) · I½(k+1, m−k+1).
 * Ramdas, Grünwald, Vovk & Shafer 2023, Statist Sci 38:576.
 * @param first discordant pairs with only the first event
 * @param second with only the second
 */
export function discordantEValue(first: number, second: number): number {
  const mass = betainc(0.5, first + 1, second + 1, true, false);
  const log = (first + second + 1) * Math.LN2 + betaln(first + 1, second + 1) + Math.log(mass);
  return Math.exp(log);
}
