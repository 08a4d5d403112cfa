import { stringify } from 'yaml';
import type { Evidence } from '../model/evidence';
import type { Plan } from '../model/plan';
import type { RolloutFormat, RolloutPlan } from '../model/rollout';
import type { RolloutNames } from '../model/rollout-names';
import { safeText } from '../model/visible-text';
import { argoManifests } from './argo-manifests';
import { flaggerManifests } from './flagger-manifests';
import { rolloutMarkdown } from './rollout-markdown';
import { canaryLimits } from './rollout-plan';

/** What a manifest cannot say, as comments at its head. */
function header(
  format: Exclude<RolloutFormat, 'md'>,
  { service, ingress }: RolloutNames,
  { standing }: RolloutPlan,
): string {
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
  const first = 'Written by gnomon. Adapt the queries to the labels of your metrics before you apply it.';
  // Names of slices come from the log: a line break in one would end the comment.
  return [first, safeText(standing), ...lines].map((line) => `# ${line}\n`).join('');
}

/** The ladder as the text of a file. */
export function rolloutFile(
  { rollout, evidence, plan }: { rollout: RolloutPlan; evidence: Evidence; plan: Plan },
  format: RolloutFormat,
  names: RolloutNames,
): string {
  if (format === 'md') return rolloutMarkdown(rollout);
  const manifests = format === 'argo' ? argoManifests : flaggerManifests;
  const documents = manifests(rollout, canaryLimits(evidence, plan), names);
  return (
    header(format, names, rollout) + documents.map((each) => stringify(each, { lineWidth: 0 })).join('---\n')
  );
}
