import { jsonProblem } from '@core/engine/json-problem';
import { parsePlan } from '@core/engine/parse-plan';
import { AppError } from '@core/model/app-error';
import { DEFAULT_PLAN } from '@core/model/plan';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

function errorOf(text: string): AppError {
  try {
    parsePlan(text, 'plan.json');
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the plan was accepted');
}

function accepted(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('a plan file', () => {
  test('takes defaults for what it leaves out, with or without a byte order mark', () => {
    expect(parsePlan('{}', 'plan.json')).toEqual(DEFAULT_PLAN);
    const plan = parsePlan('\uFEFF{"level": 0.9, "criteria": {"error_rate": {"margin": 0.01}}}', 'plan.json');
    expect(plan).toMatchObject({ level: 0.9, criteria: { error_rate: { margin: 0.01, required: true } } });
  });

  test.each([
    [
      '{"level": 0.9,\n  "name": "x",\n}',
      'line 3, column 1',
      'a key in double quotes was expected, but there is "}"',
    ],
    ['{"level": 0.9', 'line 1, column 14', 'a comma or a closing bracket was expected, but the file ends'],
    ['{\r\n  // why\r\n}', 'line 2, column 3', 'a key in double quotes or } was expected, but there is "/"'],
    ["{'level': 1}", 'line 1, column 2', 'expected, but there is "\'"'],
    ['{"level": NaN}', 'line 1, column 11', 'a value was expected, but there is "N"'],
    ['', 'line 1, column 1', 'a value was expected, but the file ends'],
  ])('that is not JSON is named with line and column: %j', (text, place, cause) => {
    const { kind, details } = errorOf(text);
    expect(kind).toBe('bad-data');
    expect(details.where).toBe(`plan.json, ${place}`);
    expect(details.cause).toContain(cause);
  });

  test.each([
    [
      '{"criteria": {"latency_p95_ratio": {"threshold": 0}}}',
      'criteria.latency_p95_ratio.threshold: must be above 0',
    ],
    ['{"level": "high"}', 'level: must be a number'],
    ['{"levle": 0.9}', 'levle: is not a known key; did you mean "level"?'],
    ['{"criteria": {"error_rte": {}}}', 'criteria.error_rte: is not a known key; did you mean "error_rate"?'],
    [
      '{"criteria": {"similarity": {"treshold": 1}}}',
      'criteria.similarity.treshold: is not a known key; did you mean "threshold"?',
    ],
    [
      '{"criteria": {"error_rate": {"p95": 1}}}',
      'criteria.error_rate.p95: is not a known key; known keys are margin, required',
    ],
    ['{"__proto__": {"level": 0.5}}', '__proto__: is not a known key'],
    ['{"constructor": 1}', 'constructor: is not a known key'],
    ['{"criteria": null}', 'criteria: must be an object'],
    ['{"criteria": []}', 'criteria: must be an object or a single value, not a list'],
    ['[]', 'the plan: must be an object'],
    ['0.95', 'the plan: must be an object'],
    ['{"missingShadow": "ignore"}', 'missingShadow: must be "failed" or "excluded"'],
    ['{"version": 2}', 'version: must be 1'],
  ])('with a wrong field names it: %s', (text, message) => {
    const { kind, details } = errorOf(text);
    expect(kind).toBe('bad-data');
    expect(details.message).toContain(message);
    expect(details.where).toBe('plan.json');
  });

  test('names every wrong field at once', () => {
    const { message } = errorOf(
      '{"level": 2, "criteria": {"win_rate": {"threshold": 1, "required": "yes"}}}',
    ).details;
    expect(message).toContain('level: must be at most 0.9999');
    expect(message).toContain('criteria.win_rate.threshold: must be below 1');
    expect(message).toContain('criteria.win_rate.required: must be true or false');
  });
});

describe('the place where JSON breaks', () => {
  const token = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"\\u00e9"',
    '"\\x"',
    '1',
    '-0.5e3',
    '01',
    'true',
    'nul',
    ' ',
    '\n',
    "'",
    '"',
  );

  test('is found exactly where JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
        const text = tokens.join('');
        expect(jsonProblem(text) === null).toBe(accepted(text));
      }),
      { numRuns: 5000 },
    );
  });

  test('is nowhere in any JSON text', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
        expect(jsonProblem(JSON.stringify(JSON.parse(text), null, indent))).toBeNull();
      }),
    );
  });

  test('does not depend on the depth of the nesting', () => {
    expect(jsonProblem('['.repeat(200_000))).toEqual({ offset: 200_000, expected: 'a value or ]' });
  });
});
