/**
 * Half-width of an asymptotic confidence sequence for a mean: estimate ± this holds at all n at once, so that looking
 * after every request keeps the level. Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Ann Statist 52:2613
 * (arXiv 2103.06476), theorem 2.2 and its one-sided form.
 * @param options.sd standard deviation of one value
 * @param options.alpha total error; one-sided: on the one side that is used
 * @param options.expected the n at which the sequence is to be narrowest
 * @param options.tunedTo the alpha for which it is; left out: alpha
 */
export function sequenceHalfWidth({
  n,
  sd,
  alpha,
  expected,
  sides,
  tunedTo = alpha,
}: {
  n: number;
  sd: number;
  alpha: number;
  expected: number;
  sides: 1 | 2;
  tunedTo?: number;
}): number {
  const log = -2 * Math.log(sides === 1 ? 2 * tunedTo : tunedTo);
  const rho2 = (log + Math.log(log + 1)) / expected;
  const v = n * rho2 + 1;
  const crossing = sides === 1 ? Math.log1p(Math.sqrt(v) / (2 * alpha)) : Math.log(Math.sqrt(v) / alpha);
  return sd * Math.sqrt(((2 * v) / (n ** 2 * rho2)) * crossing);
}

/** Before about this many values the asymptotics do not hold. */
export const SEQUENCE_FROM = 200;
