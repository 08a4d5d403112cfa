import { AppError } from '../model/app-error';
import type { JudgeConfiguration, JudgeOrder } from '../model/judge';
import type { JudgeQuestion } from '../ports/judge-provider';
import { DEFAULT_TEMPLATE, type Placeholder, PLACEHOLDERS, templateProblem } from '../model/judge-template';
import { ANSWER_JSON, ANSWER_SCHEMA, ANSWER_TEXT, systemPrompt } from './answer-format';
import { createRedactor } from './redact';
import { renderOutput, renderRequest, wellFormed } from './render-text';

/** What a judge is shown of a pair. */
export interface PairContent {
  prompt: string | null;
  /** The conversation as JSON text. */
  messages: string | null;
  prod: string;
  shadow: string;
  reference: string | null;
  /** Values of the tags that slice-specific rubrics ask for, by name. */
  tags: ReadonlyMap<string, string | null>;
}

export interface Prompt extends JudgeQuestion {
  redacted: { kind: string; count: number }[];
}

const PLACEHOLDER = /(^[ \t]*)?\{\{\s*([a-z_]+)\s*\}\}(\n|$)?/gm;

/**
 * The prompt of one game. Contents stand between marks that occur in none of them; the template is filled in one pass,
 * so that a placeholder inside an output stays text.
 * @param mark at least 16 characters that nobody who wrote the texts can have known
 */
export function buildPrompt({
  configuration,
  content,
  order,
  mark: wanted,
}: {
  configuration: JudgeConfiguration;
  content: PairContent;
  order: JudgeOrder;
  mark: string;
}): Prompt {
  const redactor = createRedactor(configuration.redaction);
  const clean = (text: string): string => redactor.redact(text);
  const request = clean(renderRequest(content.prompt, configuration.conversation ? content.messages : null));
  const reference = content.reference === null ? null : clean(wellFormed(content.reference));
  // Redacted in a fixed order, so that both orders of a pair hold the same texts.
  const prod = clean(renderOutput(content.prod));
  const shadow = clean(renderOutput(content.shadow));
  const [a, b] = order === 'prod-first' ? [prod, shadow] : [shadow, prod];
  let mark = wanted;
  while ([request, reference ?? '', a, b].some((text) => text.includes(mark))) mark += '-';
  const fenced = (name: string, text: string): string => `<<${mark} ${name}\n${text}\n${mark}>>`;
  const values: Readonly<Record<Placeholder, string>> = {
    rubric: rubricFor(configuration, content.tags),
    criteria:
      configuration.criteria.length === 0
        ? ''
        : `Also weigh:\n${configuration.criteria.map((criterion) => `- ${criterion}`).join('\n')}`,
    conversation: `The request:\n${fenced('request', request)}`,
    reference:
      reference === null
        ? ''
        : `A reference answer, known to be right; a response may differ from it in form:\n${fenced('reference', reference)}`,
    response_a: `Response A:\n${fenced('response A', a)}`,
    response_b: `Response B:\n${fenced('response B', b)}`,
    answer_format: configuration.structured ? ANSWER_JSON : ANSWER_TEXT,
  };
  const fill = (whole: string, start: string | undefined, name: string, end: string | undefined): string => {
    if (!Object.hasOwn(values, name)) return whole;
    const value = values[name as Placeholder];
    // A line that holds nothing but an empty section goes.
    if (value === '' && start !== undefined && end !== undefined) return '';
    return `${start ?? ''}${value}${end ?? ''}`;
  };
  return {
    system: systemPrompt(mark),
    user: (configuration.template ?? DEFAULT_TEMPLATE).replace(PLACEHOLDER, fill),
    schema: configuration.structured ? ANSWER_SCHEMA : null,
    redacted: redactor.counts(),
  };
}

/** @throws AppError('usage') when a template leaves out what a judge needs, or names what there is not */
export function checkTemplate({ template, redaction }: JudgeConfiguration): void {
  createRedactor(redaction);
  const problem = template === null ? null : templateProblem(template);
  if (problem === null) return;
  throw new AppError('usage', {
    message: problem,
    remedy: `use ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')}, each once`,
  });
}

function rubricFor(
  { rubric, sliceRubrics }: JudgeConfiguration,
  tags: ReadonlyMap<string, string | null>,
): string {
  return sliceRubrics.find(({ tag, value }) => tags.get(tag) === value)?.rubric ?? rubric;
}
