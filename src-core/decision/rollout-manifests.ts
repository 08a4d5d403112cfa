import type { RolloutPlan } from '../model/rollout';
import type { CanaryLimits } from './rollout-plan';

/** What a cluster calls things. */
export interface RolloutNames {
  /** Service and deployment. */
  service: string;
  namespace: string;
  /** Address of Prometheus as the controller reaches it. */
  prometheus: string;
}

/** Seconds between two checks of a canary. */
const INTERVAL = '5m';
/** Failed checks that hold or end a canary. */
const FAILURES = 3;

/** A Kubernetes object as plain data. */
export type Manifest = Readonly<Record<string, unknown>>;

/**
 * An Argo Rollouts AnalysisTemplate (argoproj.io/v1alpha1) that fails when the canary breaks a limit of the ladder.
 * A query that finds no requests is inconclusive, never a success: both conditions ask for a number.
 */
export function argoTemplate(
  plan: RolloutPlan,
  limits: CanaryLimits,
  { service, namespace, prometheus }: RolloutNames,
): Manifest {
  const found = '!isNaN(result[0])';
  const metric = (name: string, query: string, limit: number, failureLimit: number) => ({
    name,
    interval: INTERVAL,
    initialDelay: INTERVAL,
    count: checks(plan),
    successCondition: `len(result) > 0 && ${found} && result[0] <= ${limit}`,
    failureCondition: `len(result) > 0 && ${found} && result[0] > ${limit}`,
    failureLimit,
    inconclusiveLimit: FAILURES,
    provider: { prometheus: { address: '{{args.prometheus}}', query } },
  });
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: `${service}-model-rollout`, namespace, annotations: notes(plan) },
    spec: {
      args: [
        { name: 'service', value: service },
        { name: 'prometheus', value: prometheus },
        { name: 'canary-hash' },
      ],
      metrics: [
        metric(
          'error-rate',
          errorQuery('{{args.service}}', '{{args.canary-hash}}'),
          figure(limits.prodErrorRate + limits.margin),
          FAILURES - 1,
        ),
        metric(
          'error-rate-rollback',
          errorQuery('{{args.service}}', '{{args.canary-hash}}'),
          figure(limits.prodErrorRate + 3 * limits.margin),
          0,
        ),
        ...(limits.prodP95 === null
          ? []
          : [
              metric(
                'latency-p95-ms',
                latencyQuery('{{args.service}}', '{{args.canary-hash}}'),
                figure(limits.prodP95 * limits.latencyFactor),
                FAILURES - 1,
              ),
            ]),
      ],
    },
  };
}

/** A Flagger Canary (flagger.app/v1beta1) with the metric template of the tail latency, which Flagger has no check for. */
export function flaggerManifests(
  plan: RolloutPlan,
  limits: CanaryLimits,
  { service, namespace, prometheus }: RolloutNames,
): Manifest[] {
  const template = `${service}-latency-p95`;
  const canary = {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: service, namespace, annotations: notes(plan) },
    spec: {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service },
      service: { port: 80 },
      analysis: {
        interval: INTERVAL,
        threshold: FAILURES,
        stepWeights: plan.phases.filter(({ kind }) => kind === 'canary').map(({ share }) => share * 100),
        metrics: [
          {
            name: 'request-success-rate',
            interval: INTERVAL,
            thresholdRange: { min: figure(100 * (1 - limits.prodErrorRate - limits.margin)) },
          },
          ...(limits.prodP95 === null
            ? []
            : [
                {
                  name: 'latency-p95',
                  interval: INTERVAL,
                  templateRef: { name: template, namespace },
                  thresholdRange: { max: figure(limits.prodP95 * limits.latencyFactor) },
                },
              ]),
        ],
      },
    },
  };
  if (limits.prodP95 === null) return [canary];
  return [
    canary,
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'MetricTemplate',
      metadata: { name: template, namespace },
      spec: {
        provider: { type: 'prometheus', address: prometheus },
        query: latencyQuery('{{ target }}-canary', '.*'),
      },
    },
  ];
}

/** How many checks the shortest canary phase has room for. */
function checks(plan: RolloutPlan): number {
  const spans = plan.phases.flatMap(({ kind, expectedMs }) =>
    kind === 'canary' && expectedMs !== null ? [expectedMs] : [],
  );
  const minutes = spans.length === 0 ? 60 : Math.min(...spans) / 60_000;
  return Math.min(288, Math.max(6, Math.ceil(minutes / 5)));
}

function errorQuery(service: string, hash: string): string {
  const labels = `service="${service}",hash=~"${hash}"`;
  return `sum(rate(http_requests_total{${labels},code=~"5.."}[${INTERVAL}])) / sum(rate(http_requests_total{${labels}}[${INTERVAL}]))`;
}

function latencyQuery(service: string, hash: string): string {
  return `1000 * histogram_quantile(0.95, sum(rate(http_request_duration_seconds_bucket{service="${service}",hash=~"${hash}"}[${INTERVAL}])) by (le))`;
}

function notes(plan: RolloutPlan): Record<string, string> {
  return {
    'gnomon/standing': plan.standing,
    'gnomon/note': 'Adapt the queries to the labels of your metrics.',
  };
}

/** Six digits are more than a monitor sees. */
function figure(value: number): number {
  return Number(value.toPrecision(6));
}
