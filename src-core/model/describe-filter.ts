import {
  formatCount,
  formatFigure,
  formatLatency,
  formatMoment,
  formatRatio,
  formatSimilarity,
  formatUsd,
} from './format';
import { FLAG_WORDS, type FlagKind, MEANING_CLASSES, type MeaningClass } from './meaning';
import { type ColumnUnit, type PairColumn, pairColumns } from './pair-columns';
import type { PairCondition, PairFilter, TextCondition } from './pair-filter';
import { clippedName, safeText } from './visible-text';

const KNOWN: ReadonlyMap<string, PairColumn> = new Map(
  pairColumns([], []).map((column) => [column.name, column]),
);
const NO_VALUE = 'no value';
/** Values named in a chip; more are counted. */
const MOST_NAMED = 3;
const NEAR_EQUAL = 1e-9;

const PLACES: Readonly<Record<TextCondition['in'], string>> = {
  prompt: 'Prompt',
  prod: 'Production output',
  shadow: 'Shadow output',
  anywhere: 'Any text',
};

/** A column's number in its unit. */
export function formatUnit(value: number | null, unit: ColumnUnit | null): string {
  switch (unit) {
    case 'ms':
      return formatLatency(value);
    case 'usd':
      return formatUsd(value);
    case 'ratio':
      return formatRatio(value);
    case 'similarity':
      return formatSimilarity(value);
    case 'count':
      return formatCount(value);
    default:
      return formatFigure(value);
  }
}

/** A column by what the analyst calls it; tags and labels by their key. */
function columnLabel(name: string): string {
  return KNOWN.get(name)?.label ?? safeText(clippedName(name.replace(/^(tags|labels)\./, '')));
}

/** A value of a column of words, as people say it. */
export function valueLabel(column: string, value: string | null): string {
  if (value === null) return NO_VALUE;
  if (column === 'class' && value in MEANING_CLASSES) return MEANING_CLASSES[value as MeaningClass].label;
  if (column === 'flags' && value in FLAG_WORDS) return FLAG_WORDS[value as FlagKind].label;
  return VERDICT_WORDS[column]?.[value] ?? (value === '' ? 'empty' : safeText(clippedName(value)));
}

const PREFERENCE = {
  prod: 'production better',
  shadow: 'shadow better',
  tie: 'tie',
  'both-bad': 'both bad',
};
const VERDICT_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  label: PREFERENCE,
  judge: PREFERENCE,
  judge_sampled: { true: 'yes', false: 'no' },
  exact_match: { true: 'equal', false: 'different' },
  exact_match_normalised: { true: 'equal', false: 'different' },
};

/** A condition in words, as a chip shows it. */
export function describeCondition(condition: PairCondition): string {
  switch (condition.kind) {
    case 'range':
      return describeRange(condition);
    case 'any-of':
      return `${columnLabel(condition.column)}: ${listed(condition)}`;
    case 'none-of':
      return `${columnLabel(condition.column)}: not ${listed(condition)}`;
    case 'has':
      return `${columnLabel(condition.column)}: ${listed(condition)}`;
    case 'text': {
      const pattern = safeText(clippedName(condition.pattern));
      const shown = condition.mode === 'regex' ? `/${pattern}/` : `“${pattern}”`;
      return `${PLACES[condition.in]} ${condition.mode === 'regex' ? 'matches' : 'contains'} ${shown}${condition.mode === 'case' ? ', case kept' : ''}`;
    }
    case 'differs':
      return 'Outputs differ';
    case 'prod-right':
      return 'Only production was right';
    case 'sample':
      return `Random sample of ${formatCount(condition.n)}, seed ${condition.seed}`;
    case 'map-area':
      return 'In an area of the map';
    case 'pairs':
      return `${safeText(clippedName(condition.why))} (${formatCount(condition.seqs.length)})`;
  }
}

/** A filter in words. */
export function describeFilter(filter: PairFilter): string {
  return filter.length === 0 ? 'all pairs' : filter.map(describeCondition).join(' · ');
}

function describeRange({ column, min, max }: Extract<PairCondition, { kind: 'range' }>): string {
  const label = columnLabel(column);
  const unit = KNOWN.get(column)?.unit ?? null;
  const shown = (value: number): string =>
    column === 'timestamp' ? formatMoment(value) : formatUnit(value, unit);
  if (min === null && max === null) return `${label}: has a value`;
  if (min === null) return `${label} below ${shown(max!)}`;
  if (max === null) return `${label} from ${shown(min)}`;
  if (Math.abs(max - min) < NEAR_EQUAL) return `${label} is ${shown(min)}`;
  return `${label} ${shown(min)} – ${shown(max)}`;
}

function listed({ column, values }: { column: string; values: readonly (string | null)[] }): string {
  const named = values.slice(0, MOST_NAMED).map((value) => valueLabel(column, value));
  const rest = values.length - named.length;
  return `${named.join(' or ')}${rest > 0 ? ` or ${rest} more` : ''}` || 'none';
}
