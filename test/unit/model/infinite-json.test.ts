import { jsonNumber, toJson, toWireJson } from '@core/model/infinite-json';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';

test('infinite bounds and absent ones stay apart on the way to the page', () => {
  const value = { lower: -Infinity, upper: Infinity, unknown: null, list: [Infinity, 1] };
  expect(toWireJson(value)).toBe('{"lower":-1e999,"upper":1e999,"unknown":null,"list":[1e999,1]}');
  expect(JSON.parse(toWireJson(value))).toEqual(value);
});

test('no text of a log is taken for a number', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('∞', '-∞', '"∞"', '∞∞', '1e999'));
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.constantFrom(Infinity, -Infinity))), (value) => {
      expect(JSON.parse(toWireJson(value))).toEqual({ ...value });
    }),
  );
});

test('files and other programs read infinite bounds as text, and it comes back as the number', () => {
  const value = { lower: -Infinity, upper: Infinity, unknown: null };
  expect(toJson(value)).toBe('{"lower":"-Infinity","upper":"Infinity","unknown":null}');
  expect(v.parse(v.record(v.string(), v.nullable(jsonNumber)), JSON.parse(toJson(value)))).toEqual(value);
});
