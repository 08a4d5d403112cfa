import type { RolloutPlan } from '../model/rollout';
import type { RolloutNames } from '../model/rollout-names';
import { latencyQuery, numberOf, type Manifest, notes, phaseWindow } from './canary-queries';
import type { CanaryLimits } from './rollout-plan';

/**
 * A Flagger Canary (flagger.app/v1beta1) with the metric template of the tail latency, which Flagger has no check for.
 * Flagger checks once an interval and then raises the share, so the interval is the time that the smallest share needs
 * for its requests, each check is over all of it, and one that fails goes back to production.
 */
export function flaggerManifests(
  plan: RolloutPlan,
  limits: CanaryLimits,
  { service, namespace, deployment, ingress, port, prometheus }: RolloutNames,
): Manifest[] {
  const canary = plan.phases.filter(({ kind }) => kind === 'canary');
  const interval = `${Math.max(...canary.map(phaseWindow))}m`;
  const workload = deployment ?? service;
  const template = { name: `${service}-latency-p95`, namespace };
  const slow = limits.prodP95 === null ? null : numberOf(limits.prodP95 * limits.latencyFactor);
  const manifest = {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: workload, namespace, annotations: notes(plan) },
    spec: {
      ...(ingress !== undefined && {
        provider: 'nginx',
        ingressRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: ingress },
      }),
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload },
      service: { name: service, port },
      analysis: {
        interval,
        threshold: 1,
        stepWeights: canary.map(({ share }) => share * 100),
        metrics: [
          {
            // Flagger's own metric is a percentage.
            name: 'request-success-rate',
            interval,
            thresholdRange: { min: numberOf(100 * (1 - limits.prodErrorRate - limits.margin)) },
          },
          ...(slow === null
            ? []
            : [{ name: 'latency-p95', interval, templateRef: template, thresholdRange: { max: slow } }]),
        ],
      },
    },
  };
  if (slow === null) return [manifest];
  return [
    manifest,
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'MetricTemplate',
      metadata: template,
      spec: {
        provider: { type: 'prometheus', address: prometheus },
        query: latencyQuery('service="{{ service }}-canary"', '{{ interval }}'),
      },
    },
  ];
}
