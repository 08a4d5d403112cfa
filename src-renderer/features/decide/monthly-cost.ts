import type { CostReport, MonthlyCost } from '@core/model/cost';

/**
 * A month at a stated volume: production's mean cost a request, and the shadow's as the paired ratio and its bounds
 * give it. Null where the log carries no costs.
 */
export function monthlyCost({ perRequest, ratio }: CostReport, requests: number): MonthlyCost | null {
  if (perRequest === null || ratio === null) return null;
  const prod = perRequest.prod * requests;
  const difference = (factor: number): number => prod * (factor - 1);
  return {
    requests,
    prod,
    shadow: prod * ratio.estimate,
    difference: {
      estimate: difference(ratio.estimate),
      lower: difference(ratio.lower),
      upper: difference(ratio.upper),
    },
  };
}
