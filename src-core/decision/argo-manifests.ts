import type { RolloutPhase, RolloutPlan } from '../model/rollout';
import type { RolloutNames } from '../model/rollout-names';
import { errorShareQuery, latencyQuery, numberOf, type Manifest, notes, phaseWindow } from './canary-queries';
import type { CanaryLimits } from './rollout-plan';

/** Minutes between two checks of an alarm, and over which each looks. */
const ALARM = { every: 10, over: 30 } as const;
/** Failed checks of an alarm that end a canary. */
const FAILURES = 3;

/**
 * An Argo Rollouts AnalysisTemplate (argoproj.io/v1alpha1) with the limits of the ladder, and a Rollout that takes over a
 * Deployment and runs the analysis at each share. At the end of a phase its whole time is judged: within the margin goes
 * on, beyond three times the margin goes back, and what lies between, or a query that finds no requests, is inconclusive,
 * at which Argo holds the share for a person. An alarm looks at the last half hour all along.
 */
export function argoManifests(plan: RolloutPlan, limits: CanaryLimits, names: RolloutNames): Manifest[] {
  const template = `${names.service}-model-rollout`;
  return [analysisTemplate(plan, limits, { ...names, template }), rollout(plan, { ...names, template })];
}

type Named = RolloutNames & { template: string };

function analysisTemplate(
  plan: RolloutPlan,
  { prodErrorRate, margin, prodP95, latencyFactor }: CanaryLimits,
  { namespace, prometheus, service, template }: Named,
): Manifest {
  const labels = 'service="{{args.service}}",hash="{{args.canary-hash}}"';
  const whole = '{{args.phase}}';
  const recent = `${ALARM.over}m`;
  const provider = (query: string) => ({ prometheus: { address: '{{args.prometheus}}', query } });
  const atEnd = (name: string, query: string, [good, bad]: readonly [number, number]) => ({
    name,
    initialDelay: whole,
    count: 1,
    ...conditions(good, bad),
    failureLimit: 0,
    inconclusiveLimit: 0,
    provider: provider(query),
  });
  const alarm = (name: string, query: string, limit: number) => ({
    name,
    initialDelay: recent,
    interval: `${ALARM.every}m`,
    count: '{{args.alarm-checks}}',
    ...conditions(limit, limit),
    failureLimit: FAILURES - 1,
    inconclusiveLimit: FAILURES,
    provider: provider(query),
  });
  const errors = [numberOf(prodErrorRate + margin), numberOf(prodErrorRate + 3 * margin)] as const;
  const slow = prodP95 === null ? null : numberOf(prodP95 * latencyFactor);
  const longest = Math.max(...canaryPhases(plan).map(phaseWindow));
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: template, namespace, annotations: notes(plan) },
    spec: {
      args: [
        { name: 'service', value: service },
        { name: 'prometheus', value: prometheus },
        { name: 'canary-hash' },
        { name: 'phase', value: `${longest}m` },
        { name: 'alarm-checks', value: String(alarmChecks(longest)) },
      ],
      metrics: [
        atEnd('error-rate', errorShareQuery(labels, whole), errors),
        alarm('error-rate-alarm', errorShareQuery(labels, recent), errors[1]),
        ...(slow === null
          ? []
          : [
              atEnd('latency-p95-ms', latencyQuery(labels, whole), [slow, slow]),
              alarm('latency-p95-alarm', latencyQuery(labels, recent), slow),
            ]),
      ],
    },
  };
}

/** Both ask for a number: no requests, no verdict. */
function conditions(good: number, bad: number) {
  const found = 'len(result) > 0 && !isNaN(result[0])';
  return {
    successCondition: `${found} && result[0] <= ${good}`,
    failureCondition: `${found} && result[0] > ${bad}`,
  };
}

function rollout(plan: RolloutPlan, { deployment, service, namespace, ingress, template }: Named): Manifest {
  const workload = deployment ?? service;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: workload, namespace, annotations: notes(plan) },
    spec: {
      workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload },
      strategy: {
        canary: {
          ...(ingress !== undefined && {
            stableService: service,
            canaryService: `${service}-canary`,
            trafficRouting: { nginx: { stableIngress: ingress } },
          }),
          steps: canaryPhases(plan).flatMap((phase) => [
            { setWeight: phase.share * 100 },
            { analysis: { templates: [{ templateName: template }], args: phaseArgs(phase) } },
          ]),
        },
      },
    },
  };
}

function phaseArgs(phase: RolloutPhase) {
  const minutes = phaseWindow(phase);
  return [
    { name: 'canary-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
    { name: 'phase', value: `${minutes}m` },
    { name: 'alarm-checks', value: String(alarmChecks(minutes)) },
  ];
}

function canaryPhases({ phases }: RolloutPlan): RolloutPhase[] {
  return phases.filter(({ kind }) => kind === 'canary');
}

/** Checks of an alarm that fit into a phase of so many minutes. */
function alarmChecks(minutes: number): number {
  return Math.max(1, Math.floor((minutes - ALARM.over) / ALARM.every) + 1);
}
