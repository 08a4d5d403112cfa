import type { RolloutPhase, RolloutPlan } from '../model/rollout';

/** A Kubernetes object as plain data. */
export type Manifest = Readonly<Record<string, unknown>>;

/** Minutes of a phase: least, where the traffic is unknown, and most, since metrics are not kept for ever. */
const WINDOW = { least: 60, unknown: 60, most: 7 * 24 * 60 } as const;

/** Whole minutes in which a phase is expected to see the requests that it needs. */
export function phaseWindow({ expectedMs }: RolloutPhase): number {
  if (expectedMs === null) return WINDOW.unknown;
  return Math.min(WINDOW.most, Math.max(WINDOW.least, Math.ceil(expectedMs / 60_000)));
}

/** Share of requests that failed, in PromQL. Without a failure there is no series of failures, which is a 0 and not "no data". */
export function errorShareQuery(labels: string, window: string): string {
  const failed = `sum(rate(http_requests_total{${labels},code=~"5.."}[${window}]))`;
  return `(${failed} or vector(0)) / sum(rate(http_requests_total{${labels}}[${window}]))`;
}

/** P95 in ms, in PromQL. */
export function latencyQuery(labels: string, window: string): string {
  return `1000 * histogram_quantile(0.95, sum(rate(http_request_duration_seconds_bucket{${labels}}[${window}])) by (le))`;
}

/** What a reader of the cluster sees of where a manifest comes from. */
export function notes({ standing }: RolloutPlan): Record<string, string> {
  return { 'gnomon/standing': standing, 'gnomon/note': 'Adapt the queries to the labels of your metrics.' };
}

/** Six digits are more than a monitor sees. */
export function numberOf(value: number): number {
  return Number(value.toPrecision(6));
}
