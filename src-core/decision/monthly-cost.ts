import type { CostReport, MonthlyCost } from '../model/cost';

/** What a month of so many requests costs with either model; null without a measured ratio. */
export function monthlyCost({ perRequest, ratio }: CostReport, requests: number): MonthlyCost | null {
  if (perRequest === null || ratio === null) return null;
  const prod = perRequest.prod * requests;
  const more = (factor: number): number => prod * (factor - 1);
  return {
    requests,
    prod,
    shadow: perRequest.shadow * requests,
    difference: { estimate: more(ratio.estimate), lower: more(ratio.lower), upper: more(ratio.upper) },
  };
}
