import { ARM_LABEL } from '../model/arm';
import { type CriterionResult, VERDICT_LABEL, type Verdict } from '../model/decision';
import { NOT_MEASURED, formatCount, formatMoment } from '../model/format';
import type { ReportExample } from '../model/report';
import { VERDICT_SHAPE } from '../plots/verdict-mark';
import { type Block, type Column, type Content, type Inline, figures, parts, words } from './document';
import {
  boundsFigure,
  criterionFigure,
  neededFigure,
  neededRangeFigure,
  ruleFigure,
  withoutVerdict,
} from './figures';
import { answerText, excerptText } from './excerpt-text';
import { boardAnswers } from './board-answers';
import { reportDocument } from './report-document';
import type { ReportModel } from './report-model';
import { clippedName, safeText, visibleText } from '../model/visible-text';

/** The same report as Markdown without HTML, for a pull request; plots are given by their text alternatives. */
export function renderMarkdown(model: ReportModel): string {
  const { decision, models, sentences } = model;
  const count = { figure: 0, table: 0, section: 0 };
  const blocks = [
    `# ${verdictText(decision.verdict)} – ${escaped(clippedName(model.name))}`,
    `production ${code(clippedName(models.prod ?? 'unnamed'))} · shadow ${code(clippedName(models.shadow ?? 'unnamed'))} · ${formatMoment(model.generatedAt)}`,
    `**${escaped(withoutVerdict(decision))}**`,
    [
      ...sentences.map((sentence) => `- ${escaped(sentence)}`),
      ...boardAnswers(model).map(([question, answer]) => `- ${question}: ${escaped(answer)}`),
    ].join('\n'),
    ...reportDocument(model).map((block) => renderBlock(block, count)),
    `Gnomon ${escaped(model.gnomonVersion)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

interface Counters {
  figure: number;
  table: number;
  section: number;
}

function renderBlock(block: Block, count: Counters): string {
  switch (block.kind) {
    case 'section':
      count.section += 1;
      return `## ${count.section}. ${escaped(block.title)}`;
    case 'heading':
      return `### ${escaped(block.title)}`;
    case 'text':
      return content(block.content);
    case 'criteria':
      return criteria(block.criteria);
    case 'examples':
      return [escaped(block.rule), ...block.examples.map(example)].join('\n\n');
    case 'code':
      return fenced(block.text);
    case 'terms':
      return block.items.map((item) => `- **${content(item.term)}**: ${content(item.content)}`).join('\n');
    case 'figure': {
      count.figure += 1;
      const described = block.plots.map(
        ({ title, description }) => `- ${escaped(`${title}: ${description}`)}`,
      );
      return [`**Figure ${count.figure}.** ${escaped(block.caption)}`, '', ...described].join('\n');
    }
    case 'table':
      count.table += 1;
      return `**Table ${count.table}.** ${escaped(block.caption)}\n\n${table(block.columns, block.rows)}`;
  }
}

function criteria(results: readonly CriterionResult[]): string {
  const columns = [
    words('Criterion'),
    words('Passes'),
    figures('Estimate'),
    figures('Bounds'),
    figures('n'),
    words('Verdict'),
    figures('Still needed'),
  ];
  const rows = results.map((result) => [
    result.required ? result.label : `${result.label} (not required)`,
    ruleFigure(result),
    criterionFigure(result, result.estimate),
    boundsFigure(result),
    formatCount(result.n),
    { verdict: result.verdict },
    neededWithRange(result),
  ]);
  const reasons = results.map(({ label, reason, cautions }) => {
    const said = [reason, ...cautions.map((caution) => `Caution: ${caution}.`)].join(' ');
    return `- ${escaped(label)}: ${escaped(said)}`;
  });
  return `${table(columns, rows)}\n\n${reasons.join('\n')}`;
}

function neededWithRange(result: CriterionResult): string {
  const range = neededRangeFigure(result);
  return range === '' ? neededFigure(result) : `${neededFigure(result)} (${range})`;
}

function table(columns: readonly Column[], rows: readonly (readonly Content[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ label }) => content(label))),
    line(columns.map(({ align }) => (align === 'end' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(content))),
  ].join('\n');
}

function content(value: Content): string {
  return parts(value).map(inline).join('');
}

function inline(value: Inline): string {
  if (typeof value === 'string') return escaped(value);
  if ('name' in value) return code(clippedName(value.name));
  if ('code' in value) return code(value.code);
  if ('strong' in value) return escaped(value.strong);
  if ('faint' in value) return `(${escaped(value.faint)})`;
  if ('arm' in value) return ARM_LABEL[value.arm];
  return verdictText(value.verdict);
}

function verdictText(verdict: Verdict): string {
  return `${VERDICT_SHAPE[verdict]} ${VERDICT_LABEL[verdict]}`;
}

function example({ requestId, timestamp, facts, prompt, prod, shadow }: ReportExample): string {
  const head = [formatMoment(timestamp), ...facts].filter((fact) => fact !== NOT_MEASURED).map(escaped);
  return [
    `**Request** ${code(clippedName(requestId))} · ${head.join(' · ')}`,
    ...(prompt === null ? [] : ['Prompt:', fenced(excerptText(prompt))]),
    `${ARM_LABEL.prod}:`,
    fenced(answerText(prod)),
    `${ARM_LABEL.shadow}:`,
    fenced(answerText(shadow)),
  ].join('\n\n');
}

/**
 * Text in which nothing is markup: no emphasis, HTML or table cell can come out of it. Links and mentions, which
 * forges find in finished text, are broken by a word joiner.
 */
function escaped(text: string): string {
  return safeText(text)
    .replace(/[\\`*_[\]|~!$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@|#|:(?=\/\/)|\bwww(?=\.)/gi, '$&\u2060');
}

/** A code span with a fence longer than any run of back ticks inside; `|` is escaped since tables split cells first. */
function code(text: string): string {
  const safe = safeText(text).replace(/\|/g, '\\|');
  const fence = '`'.repeat(longestRun(safe) + 1);
  const pad = safe.startsWith('`') || safe.endsWith('`') || safe === '' ? ' ' : '';
  return `${fence}${pad}${safe}${pad}${fence}`;
}

function fenced(text: string): string {
  const visible = visibleText(text);
  const fence = '`'.repeat(Math.max(3, longestRun(visible) + 1));
  return `${fence}\n${visible}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
