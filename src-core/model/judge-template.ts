/** Placeholders of a template; a section that a pair has nothing for stays empty, its heading included. */
export const PLACEHOLDERS = [
  'rubric',
  'criteria',
  'conversation',
  'reference',
  'response_a',
  'response_b',
  'answer_format',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Without these a judge can't judge. */
const NEEDED: readonly Placeholder[] = ['response_a', 'response_b', 'answer_format'];

export const DEFAULT_TEMPLATE = `{{rubric}}
{{criteria}}

{{conversation}}
{{reference}}

{{response_a}}

{{response_b}}

{{answer_format}}`;

/** Whatever stands between double braces: also what only looks like a placeholder. */
const NAMED = /\{\{([^{}]*)\}\}/g;

/** Why a template can't be used; null when it can. */
export function templateProblem(template: string): string | null {
  const named = namesIn(template);
  const unknown = named.find((name) => !PLACEHOLDERS.includes(name as Placeholder));
  if (unknown !== undefined) return `The template of the prompt names {{${unknown}}}, which there is not.`;
  const missing = NEEDED.find((name) => !named.includes(name));
  if (missing !== undefined) return `The template of the prompt leaves out {{${missing}}}.`;
  const twice = named.find((name, at) => named.indexOf(name) !== at);
  if (twice !== undefined) return `The template of the prompt names {{${twice}}} more than once.`;
  if (named.indexOf('response_a') > named.indexOf('response_b'))
    return 'The template of the prompt shows {{response_b}} before {{response_a}}: what a judge sees first is called response A.';
  return null;
}

/** Placeholders that a template does without: what they stand for is not shown to the judge. */
export function leftOut(template: string): Placeholder[] {
  const named = namesIn(template);
  return PLACEHOLDERS.filter((name) => !named.includes(name));
}

function namesIn(template: string): string[] {
  return [...template.matchAll(NAMED)].map(([, name]) => name!.trim());
}
