import { styleText } from 'node:util';
import {
  type ArmFigureRow,
  amountRows,
  errorRateFigure,
  exactMatchFigures,
  formatBothN,
  latencyRows,
  totalsSentence,
} from '@core/model/arm-figure-rows';
import type { BoundedFigure } from '@core/model/bounded-figure';
import { type CriterionResult, type Verdict, VERDICT_LABEL } from '@core/model/decision';
import { formatCount, formatCriterion, formatLevel } from '@core/model/format';
import type { ArmMetrics, Metrics } from '@core/model/metrics';
import { noiseFloorRows, noiseFloorSentence } from '@core/model/noise-floor-rows';
import type { Overview } from '@core/model/overview';

const MARK: Readonly<Record<Verdict, string>> = { GO: '●', 'NO-GO': '■', 'NOT-ENOUGH-DATA': '◐' };
const COLOUR = { GO: 'green', 'NO-GO': 'red', 'NOT-ENOUGH-DATA': 'yellow' } as const;

/** The Overview for a terminal: verdict, criteria with bounds and n, the main figures, data quality. */
export function summary(overview: Overview): string {
  const { decision, metrics, plan, quality, workspace } = overview;
  const { imported } = quality;
  const lines = [
    paint(decision.verdict, `${MARK[decision.verdict]} ${decision.summary}`),
    '',
    table([
      ['', 'criterion', 'estimate', 'bounds', 'passes if', 'n', 'still needed'],
      ...decision.criteria.map(criterionRow),
    ]),
    '',
    table([['', 'production', 'shadow', 'shadow / production', 'n'], ...armRows(metrics)]),
    `Bounds in brackets, each one-sided at ${formatLevel(plan.level)}.`,
    '',
    ...humanLines(overview),
    exactMatchLine(overview),
    ...noiseFloorLines(overview),
    `Pairs ${formatCount(imported.pairs)} · rejected ${formatCount(imported.rejected)} · duplicates ${formatCount(imported.duplicates)}` +
      ` · missing: production ${formatCount(quality.missing.prod)}, shadow ${formatCount(quality.missing.shadow)}`,
    ...quality.notes.map(({ file, message }) => `Note: ${file}: ${message}`),
    ...quality.damaged.map(
      ({ segment, pairs, reason }) =>
        `Damaged: segment ${segment} with ${formatCount(pairs)} pairs is left out of all figures: ${reason}`,
    ),
    `Workspace ${workspace.path}${imported.rejected + imported.duplicates > 0 ? ' (see rejects.jsonl in it)' : ''}`,
  ];
  return `${lines.join('\n')}\n`;
}

function criterionRow(result: CriterionResult): string[] {
  const { id, verdict, label, required, n, estimate, lower, upper, threshold, passes, needed } = result;
  const figure = (value: number | null): string => formatCriterion(id, value, threshold);
  const name = required ? label : `${label} (informative)`;
  return [
    paint(verdict, `${MARK[verdict]} ${VERDICT_LABEL[verdict]}`),
    name,
    figure(estimate),
    lower === null && upper === null ? '—' : `${figure(lower)} … ${figure(upper)}`,
    `${passes === 'below' ? '<' : '>'} ${formatCriterion(id, threshold)}`,
    formatCount(n),
    needed === 0 ? 'none' : formatCount(needed),
  ];
}

function armRows(metrics: Metrics): string[][] {
  const plain = (name: string, of: (arm: ArmMetrics) => string): string[] => [
    name,
    of(metrics.prod),
    of(metrics.shadow),
    '',
    '',
  ];
  const settled = ({ failed, answered }: ArmMetrics): number => failed + answered;
  return [
    plain('model', ({ model }) => printable(model ?? '—')),
    plain('answered', ({ answered }) => formatCount(answered)),
    plain('failed', ({ failed }) => formatCount(failed)),
    boundedRow({
      label: 'error rate',
      n: { prod: settled(metrics.prod), shadow: settled(metrics.shadow) },
      prod: errorRateFigure(metrics, 'prod'),
      shadow: errorRateFigure(metrics, 'shadow'),
      ratio: null,
    }),
    ...latencyRows(metrics)
      .filter(({ label }) => /^P(?:50|95|99)$/.test(label))
      .map((row) => boundedRow({ ...row, label: `latency ${row.label}` })),
    ...amountRows(metrics)
      .filter(({ n }) => n.prod + n.shadow > 0)
      .map(boundedRow),
    plain('in all', (arm) => totalsSentence(metrics, arm === metrics.prod ? 'prod' : 'shadow') ?? '—'),
  ];
}

function boundedRow({ label, n, prod, shadow, ratio }: ArmFigureRow): string[] {
  const figure = ({ value, bounds }: BoundedFigure): string => `${value} ${bounds}`.trimEnd();
  const name = label.charAt(0).toLowerCase() + label.slice(1);
  return [name, figure(prod), figure(shadow), ratio === null ? '' : figure(ratio), formatBothN(n)];
}

function humanLines({ human }: Overview): string[] {
  if (!human) return [];
  const { n, estimate, lower, upper, threshold, level, cautions } = human;
  const figure = (value: number | null): string => formatCriterion('human_win_rate', value, threshold);
  const bounds =
    lower === null || upper === null
      ? 'no bounds yet'
      : `${formatLevel(level)} bounds ${figure(lower)} … ${figure(upper)}`;
  const notes = cautions.map((caution) => `; ${caution}`).join('');
  return [`Human win rate of shadow ${figure(estimate)} (${bounds}, n ${formatCount(n)}${notes})`];
}

function exactMatchLine({ metrics }: Overview): string {
  const { n } = metrics.exactMatch;
  if (n === 0) return 'Exact match: not measurable, no pair has both outputs';
  const { raw, normalised } = exactMatchFigures(metrics);
  const folded =
    normalised === null
      ? ''
      : `, ${normalised.value} ${normalised.bounds} after folding white space, Unicode form and JSON key order`;
  return `Exact match ${raw.value} ${raw.bounds}${folded}, n ${formatCount(n)}`;
}

function noiseFloorLines({ noiseFloor }: Overview): string[] {
  if (!noiseFloor) return [];
  const rows = noiseFloorRows(noiseFloor).map(({ label, shadow, rerun, n }) => [
    label,
    `${rerun.value} ${rerun.bounds}`,
    `${shadow.value} ${shadow.bounds}`,
    formatCount(n),
  ]);
  return [
    '',
    table([['against production', 'its own rerun', 'shadow', 'n'], ...rows]),
    noiseFloorSentence(noiseFloor),
    '',
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => width(row[column]!))));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat(widths[i]! - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}

function width(text: string): number {
  // eslint-disable-next-line no-control-regex -- the colour codes that styleText adds
  return [...text.replaceAll(/\u001b\[\d+m/g, '')].length;
}

function paint(verdict: Verdict, text: string): string {
  return process.stdout.isTTY === true && !process.env['NO_COLOR'] ? styleText(COLOUR[verdict], text) : text;
}

/** Names come from logs: control characters must not reach the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '�');
}
