import { stringify } from 'yaml';
import { argoTemplate, flaggerManifests, type RolloutNames } from '@core/decision/rollout-manifests';
import { rolloutMarkdown } from '@core/decision/rollout-markdown';
import { canaryLimits } from '@core/decision/rollout-plan';
import type { DecisionBoard } from '@core/model/board';
import type { RolloutFormat } from '@core/model/rollout';

const HEADER = '# Written by gnomon. Adapt names and queries to your cluster before you apply it.\n';

const ROLLOUT_NAMES: RolloutNames = {
  service: 'assistant',
  namespace: 'default',
  prometheus: 'http://prometheus.monitoring:9090',
};

/** The ladder as a file of the format. */
export function rolloutFile(
  { rollout, evidence, planState }: Pick<DecisionBoard, 'rollout' | 'evidence' | 'planState'>,
  format: RolloutFormat,
  names: Partial<RolloutNames> = {},
): { text: string; type: string; file: string } {
  const limits = canaryLimits(evidence, planState.plan);
  const all = { ...ROLLOUT_NAMES, ...names };
  if (format === 'md')
    return { text: rolloutMarkdown(rollout), type: 'text/markdown; charset=utf-8', file: 'rollout.md' };
  const manifests =
    format === 'argo' ? [argoTemplate(rollout, limits, all)] : flaggerManifests(rollout, limits, all);
  const text = HEADER + manifests.map((manifest) => stringify(manifest, { lineWidth: 0 })).join('---\n');
  return { text, type: 'application/yaml; charset=utf-8', file: `rollout-${format}.yaml` };
}
