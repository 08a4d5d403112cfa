import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * Sample size (not rounded) at which a one-sided bound at `level` clears a threshold that is `effect` away with
 * probability `power`: ((z_level + z_power)·u/effect)².
 * The usual normal approximation, e.g. Lachin 1981, Control Clin Trials 2:93.
 * @param options.u standard error of the estimate times √n
 * @param options.effect distance from the threshold on the same scale, above 0
 */
export function sampleSize({
  level,
  power,
  u,
  effect,
}: {
  level: number;
  power: number;
  u: number;
  effect: number;
}): number {
  const z = normalQuantile(level, 0, 1) + normalQuantile(power, 0, 1);
  return ((z * u) / effect) ** 2;
}
