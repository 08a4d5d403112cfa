import { stringify } from 'yaml';
import { argoManifests } from '@core/decision/argo-manifests';
import { flaggerManifests } from '@core/decision/flagger-manifests';
import { rolloutMarkdown } from '@core/decision/rollout-markdown';
import { canaryLimits } from '@core/decision/rollout-plan';
import type { DecisionBoard } from '@core/model/board';
import type { RolloutFormat } from '@core/model/rollout';
import type { RolloutNames } from '@core/model/rollout-names';

/** What a manifest cannot say, as comments at its head. */
function header(format: Exclude<RolloutFormat, 'md'>, { service, ingress }: RolloutNames): string {
  const lines = {
    argo: [
      'The Rollout takes over the pods of the Deployment: set spec.replicas to its replicas, then scale the Deployment to 0.',
      ingress === undefined
        ? 'Without an ingress the share of the traffic is the share of the pods.'
        : `The service ${service}-canary has to exist beside ${service}, with the same selector.`,
    ],
    flagger: [
      'Flagger raises the share once an interval, so the interval is the time that the smallest share needs for its requests.',
      'A failed check goes back to production.',
    ],
  }[format];
  return ['Written by gnomon. Adapt the queries to the labels of your metrics before you apply it.', ...lines]
    .map((line) => `# ${line}\n`)
    .join('');
}

/** The ladder as a file of the format. */
export function rolloutFile(
  { rollout, evidence, planState }: Pick<DecisionBoard, 'rollout' | 'evidence' | 'planState'>,
  format: RolloutFormat,
  names: RolloutNames,
): { text: string; type: string; file: string } {
  if (format === 'md')
    return { text: rolloutMarkdown(rollout), type: 'text/markdown; charset=utf-8', file: 'rollout.md' };
  const manifests = (format === 'argo' ? argoManifests : flaggerManifests)(
    rollout,
    canaryLimits(evidence, planState.plan),
    names,
  );
  const text =
    header(format, names) + manifests.map((each) => stringify(each, { lineWidth: 0 })).join('---\n');
  return { text, type: 'application/yaml; charset=utf-8', file: `rollout-${format}.yaml` };
}
