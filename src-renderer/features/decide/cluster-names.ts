import * as v from 'valibot';
import { type RolloutNames, RolloutNamesSchema } from '@core/model/rollout-names';

const KEY = 'gnomon-cluster-names';

type Field = keyof RolloutNames;
type Typed = Readonly<Record<Field, string>>;

export const CLUSTER_FIELDS: readonly { id: Field; label: string; hint: string }[] = [
  { id: 'service', label: 'Service', hint: 'that callers reach production by' },
  { id: 'namespace', label: 'Namespace', hint: 'of the service and its deployment' },
  { id: 'deployment', label: 'Deployment', hint: 'empty: called like the service' },
  { id: 'ingress', label: 'Ingress', hint: 'of nginx; empty: a mesh or the pods split traffic' },
  { id: 'port', label: 'Port', hint: 'of the service' },
  { id: 'prometheus', label: 'Prometheus', hint: 'its address as the cluster reaches it' },
];

const DEFAULTS = v.parse(RolloutNamesSchema, {});
const BEGIN: Typed = { deployment: '', ingress: '', ...DEFAULTS, port: String(DEFAULTS.port) };

/** What was typed last at this window. */
export function keptNames(): Typed {
  try {
    const kept = v.safeParse(v.record(v.string(), v.string()), JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    return kept.success ? { ...BEGIN, ...kept.output } : BEGIN;
  } catch {
    return BEGIN;
  }
}

export function keepNames(typed: Typed): void {
  localStorage.setItem(KEY, JSON.stringify(typed));
}

/** Names that a cluster takes, or why it would not, by field. */
export function checkNames(typed: Typed): {
  names: RolloutNames | null;
  problems: Partial<Record<Field, string>>;
} {
  const optional = (['deployment', 'ingress'] as const).filter((field) => typed[field].trim() !== '');
  const { service, namespace, port, prometheus } = typed;
  const given = Object.fromEntries(
    Object.entries({ service, namespace, port, prometheus })
      .concat(optional.map((field) => [field, typed[field]]))
      .map(([field, value]) => [field, value.trim()]),
  );
  const checked = v.safeParse(RolloutNamesSchema, given);
  if (checked.success) return { names: checked.output, problems: {} };
  const problems: Partial<Record<Field, string>> = {};
  for (const issue of checked.issues) problems[v.getDotPath(issue) as Field] ??= issue.message;
  return { names: null, problems };
}
