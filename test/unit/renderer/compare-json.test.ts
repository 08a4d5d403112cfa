import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Field, compareJson } from '../../../src-renderer/shared/pair/structure/compare-json';
import { jsonOf } from '../../../src-renderer/shared/pair/structure/json-of';

/** Fields that differ or moved, as `path: left → right`. */
function found(left: string, right: string): string[] {
  const lines: string[] = [];
  const visit = (field: Field, path: string): void => {
    if (field.members.length === 0 && field.kind !== 'same')
      lines.push(`${path} ${field.kind}: ${field.left ?? '∅'} → ${field.right ?? '∅'}`);
    for (const member of field.members) {
      if (member.kind === 'moved') lines.push(`${path}/${member.name} moved`);
      else visit(member, `${path}/${member.name}`);
    }
  };
  visit(compareJson(left, right), '');
  return lines;
}

describe('two JSON values', () => {
  it('are the same whatever the order of members and the way numbers are written', () => {
    expect(found('{"a":1,"b":[1.0,2e2]}', '{"b":[1,200],"a":1.00}')).toEqual([]);
  });

  it('differ by field, type and presence', () => {
    expect(found('{"a":1,"b":"1","c":true,"e":null}', '{"a":2,"b":1,"d":false,"e":null}')).toEqual([
      '/a changed: 1 → 2',
      '/b type: "1" → 1',
      '/c only-left: true → ∅',
      '/d only-right: ∅ → false',
    ]);
  });

  it('have their list members matched wherever they stand, by equality and then by id', () => {
    const left = '[{"id":"a","n":1},{"id":"b","n":2},{"id":"c","n":3}]';
    const right = '[{"id":"c","n":3},{"id":"b","n":5},{"id":"d"}]';
    expect(found(left, right)).toEqual([
      '/[0 → 2]/id changed: "a" → "d"',
      '/[0 → 2]/n only-left: 1 → ∅',
      '/[1]/n changed: 2 → 5',
      '/[2 → 0] moved',
    ]);
  });

  it('have the arguments of tool calls opened, which are JSON inside a string', () => {
    const tool = (argument: string): string =>
      JSON.stringify({ function: { name: 'refund', arguments: argument } });
    expect(found(tool('{"order":"A-1","amount":40}'), tool('{"amount": 45.0, "order": "A-1"}'))).toEqual([
      '/function/arguments (JSON text)/amount changed: 40 → 45',
    ]);
  });

  it('may have members named like those of every object', () => {
    expect(found('{"__proto__":1,"hasOwnProperty":2}', '{"hasOwnProperty":3,"constructor":1}')).toEqual([
      '/__proto__ only-left: 1 → ∅',
      '/hasOwnProperty changed: 2 → 3',
      '/constructor only-right: ∅ → 1',
    ]);
  });

  it('nested so deep that walking them would exhaust the stack are refused with the reason', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(compareJson(nested(200), nested(200)).differences).toBe(0);
    expect(() => compareJson(nested(5000), nested(5000))).toThrow(/deeper than 200 levels/);
    // Inside a string it is text like any other.
    expect(compareJson(JSON.stringify([nested(5000)]), '[""]').differences).toBe(1);
  });

  it('never differ from themselves, and differ the same from either side', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.json({ maxDepth: 4 }), (a, b) => {
        expect(compareJson(a, a).differences).toBe(0);
        expect(compareJson(a, b).differences === 0).toBe(compareJson(b, a).differences === 0);
      }),
    );
  });
});

describe('the JSON of an output', () => {
  it('is the whole, or its first code block that is some', () => {
    expect(jsonOf(' {"a":1}\n')).toBe('{"a":1}');
    expect(jsonOf('Here:\n```json\n[1]\n```\nand more')).toBe('[1]');
    expect(jsonOf('```js\nlet a;\n```\n```\n{"b":2}\n```')).toBe('{"b":2}');
    expect(jsonOf('{"cut off')).toBeNull();
    expect(jsonOf('42')).toBeNull();
  });
});
