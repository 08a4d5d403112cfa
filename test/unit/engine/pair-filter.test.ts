import { describe, expect, it } from 'vitest';
import { AppError } from '@core/model/app-error';
import { exportableColumns, parseFilters } from '@core/sql/pair-filter';
import { identifier } from '@core/sql/pairs-table';

const columns = exportableColumns(['route', 'a"b'], []);

describe('filters of an export', () => {
  it('carry values as parameters, never as SQL text', () => {
    const { sql, params } = parseFilters(
      ["tags.route=x'; DROP TABLE pairs; --", 'latency_ratio>1.5'],
      columns,
    );
    expect(sql).not.toContain('DROP');
    expect(params).toEqual(["x'; DROP TABLE pairs; --", 1.5]);
  });

  it('test for missing and present values', () => {
    expect(parseFilters(['similarity='], columns).sql).toContain('IS NULL');
    expect(parseFilters(['similarity!='], columns).sql).toContain('IS NOT NULL');
    expect(parseFilters([], columns)).toEqual({ sql: 'TRUE', params: [] });
  });

  it('refuse unknown columns and unreadable conditions', () => {
    expect(() => parseFilters(['nonsense=1'], columns)).toThrow(AppError);
    expect(() => parseFilters(['no operator'], columns)).toThrow(AppError);
  });

  it('quote names from logs', () => {
    expect(identifier('a"b')).toBe('"a""b"');
    expect(columns.get('tags.a"b')).toBe('"tag.a""b"');
  });
});
