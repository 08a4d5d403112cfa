/** An estimate of one group with its standard error; above 0. */
export interface GroupEstimate {
  estimate: number;
  se: number;
}

/**
 * Estimates drawn towards their common mean, the more the less is known of each: for ranking groups, not for deciding.
 * Normal–normal empirical Bayes with the moment estimate of the variance between groups
 * (DerSimonian & Laird 1986, Control Clin Trials 7:177; Efron & Morris 1975, JASA 70:311).
 */
export function shrink(groups: readonly GroupEstimate[]): number[] {
  const weights = groups.map(({ se }) => 1 / se ** 2);
  const total = sum(weights);
  const common = sum(groups.map(({ estimate }, i) => estimate * weights[i]!)) / total;
  const q = sum(groups.map(({ estimate }, i) => weights[i]! * (estimate - common) ** 2));
  const scale = total - sum(weights.map((weight) => weight ** 2)) / total;
  const between = scale > 0 ? Math.max(0, (q - (groups.length - 1)) / scale) : 0;
  const spread = groups.map(({ se }) => 1 / (between + se ** 2));
  const centre = sum(groups.map(({ estimate }, i) => estimate * spread[i]!)) / sum(spread);
  return groups.map(({ estimate, se }) => {
    const own = between / (between + se ** 2);
    return own * estimate + (1 - own) * centre;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
