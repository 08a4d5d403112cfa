import type { PairCondition, PairFilter, TextCondition } from '../model/pair-filter';
import type { SqlValue } from '../ports/database';
import { identifier } from './pairs-table';
import { type Condition, unknownColumn } from './pair-filter';

export interface FilterContext {
  /** Name → SQL expression over `pairs` (see exportableColumns). */
  columns: ReadonlyMap<string, string>;
  /** Tables with a column `seq` that hold what a search through the texts found. */
  textMatches?: ReadonlyMap<TextCondition, string>;
}

/**
 * A filter as an SQL condition over `pairs` with its parameters; 'TRUE' for an empty one.
 * @throws AppError('usage') for an unknown column
 */
export function filterSql(filter: PairFilter, context: FilterContext): Condition {
  const conditions = filter.map((condition) => conditionSql(condition, context));
  return {
    sql: conditions.length === 0 ? 'TRUE' : conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    params: conditions.flatMap(({ params }) => params),
  };
}

function conditionSql(condition: PairCondition, context: FilterContext): Condition {
  switch (condition.kind) {
    case 'range': {
      const expression = numeric(condition.column, context);
      const ends: [string, number | null][] = [
        ['>=', condition.min],
        ['<', condition.max],
      ];
      const tests = ends.filter((end): end is [string, number] => end[1] !== null);
      return {
        sql: [`${expression} IS NOT NULL`, ...tests.map(([op]) => `${expression} ${op} ?`)].join(' AND '),
        params: tests.map(([, bound]) => bound),
      };
    }
    case 'any-of':
      return oneOf(expressionOf(condition.column, context), condition.values);
    case 'none-of': {
      const { sql, params } = oneOf(expressionOf(condition.column, context), condition.values);
      return { sql: `NOT (${sql})`, params };
    }
    case 'has': {
      const list = `string_split(${expressionOf(condition.column, context)}, ',')`;
      return {
        sql: `coalesce(list_has_any(${list}, [${condition.values.map(() => '?').join(', ')}]), FALSE)`,
        params: [...condition.values],
      };
    }
    case 'text': {
      const table = context.textMatches?.get(condition);
      if (table === undefined) throw new Error('A text condition needs its search to be done first.');
      return { sql: `seq IN (SELECT seq FROM ${identifier(table)})`, params: [] };
    }
    case 'differs':
      return { sql: 'outcome = 0 AND exact_norm IS DISTINCT FROM TRUE', params: [] };
    case 'prod-right':
      return { sql: prodRight(context), params: [] };
    case 'sample':
      // A hash of the sequence number: cheap, and the same on every machine.
      return {
        sql: 'seq IN (SELECT seq FROM pairs ORDER BY hash(seq + ?), seq LIMIT ?)',
        params: [condition.seed, condition.n],
      };
    case 'map-area':
      return insidePolygon(condition.corners);
    case 'pairs':
      return {
        sql:
          condition.seqs.length === 0
            ? 'FALSE'
            : `seq IN (${condition.seqs.map((seq) => Math.trunc(seq)).join(', ')})`,
        params: [],
      };
  }
}

/** Even–odd rule: a ray to the right crosses the border an odd number of times. */
function insidePolygon(corners: readonly (readonly [number, number])[]): Condition {
  const edges = corners.map(([x, y], i) => [x, y, ...corners[(i + 1) % corners.length]!] as const);
  const crosses = `CASE WHEN (? > map_y) != (? > map_y) AND map_x < (? - ?) * (map_y - ?) / (? - ?) + ? THEN 1 ELSE 0 END`;
  return {
    sql: `map_x IS NOT NULL AND (${edges.map(() => crosses).join(' + ')}) % 2 = 1`,
    params: edges.flatMap(([x1, y1, x2, y2]) => [y1, y2, x2, x1, y1, y2, y1, x1]),
  };
}

function expressionOf(column: string, { columns }: FilterContext): string {
  const expression = columns.get(column);
  if (expression === undefined) throw unknownColumn(column, columns);
  return expression;
}

function numeric(column: string, context: FilterContext): string {
  return column === 'timestamp' ? 'epoch_ms(ts)' : `TRY_CAST(${expressionOf(column, context)} AS DOUBLE)`;
}

function oneOf(expression: string, values: readonly (string | null)[]): Condition {
  const present = values.filter((value): value is string => value !== null);
  const tests = [
    ...(present.length > 0
      ? [`coalesce(${expression}::VARCHAR IN (${present.map(() => '?').join(', ')}), FALSE)`]
      : []),
    ...(present.length < values.length ? [`${expression} IS NULL`] : []),
  ];
  return { sql: tests.length === 0 ? 'FALSE' : tests.join(' OR '), params: present as SqlValue[] };
}

/** A truth in the log's labels outranks a person's label, and that one the judge. */
function prodRight({ columns }: FilterContext): string {
  const prod = columns.get('labels.prod_correct');
  const shadow = columns.get('labels.shadow_correct');
  const others = "coalesce(label, judge) = 'prod'";
  if (prod === undefined || shadow === undefined) return `coalesce(${others}, FALSE)`;
  const truth = `CASE WHEN ${prod} IS NOT NULL AND ${shadow} IS NOT NULL
    THEN lower(${prod}) IN ('true', '1') AND lower(${shadow}) NOT IN ('true', '1') END`;
  return `coalesce(${truth}, ${others}, FALSE)`;
}
