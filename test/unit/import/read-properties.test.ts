import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryLog } from './memory-log';
import { readAll, type WholeLog } from './read-all';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '',
    '\n',
    '"',
    '""',
    '\\',
    '\\"',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\r\n',
    '{"id":',
    'e\u0301',
    '\u2028',
    '😀',
  ),
);
const amount = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: null });
const arm = fc.record({
  response: fc.option(text, { nil: null }),
  error: fc.constantFrom(null, 'timeout', 'HTTP 500'),
  latency_ms: amount,
  tokens_out: fc.option(fc.nat(), { nil: null }),
});
const FIRST = { response: 'x', error: null, latency_ms: 1, tokens_out: 1 };
const records = fc
  .array(fc.record({ prompt: text, prod: arm, shadow: arm }), { maxLength: 12 })
  .map((drawn) =>
    [{ prompt: 'p', prod: FIRST, shadow: FIRST }, ...drawn].map((record, i) => ({ id: `r${i}`, ...record })),
  );

const seen = ({ pairs, rejects, lines, records: count, notes }: WholeLog) => ({
  pairs,
  rejects,
  lines,
  count,
  notes,
});

/** A line that is broken in a random way, or none. */
const damage = fc.oneof(
  fc.constant((line: string) => line),
  fc.nat().map((at) => (line: string) => line.slice(0, at % line.length)),
  fc.tuple(fc.nat(), fc.constantFrom('"', '}', ',', '\\', '{', 'NaN')).map(
    ([at, extra]) =>
      (line: string) =>
        line.slice(0, at % line.length) + extra + line.slice(at % line.length),
  ),
);

test('how a log is cut into chunks never changes what is read', async () => {
  const layouts = fc.constantFrom('lines', 'array', 'pretty', 'csv');
  await fc.assert(
    fc.asyncProperty(
      records,
      fc.array(damage),
      layouts,
      fc.integer({ min: 1, max: 200 }),
      async (drawn, faults, layout, chunkBytes) => {
        const broken = drawn.map((record, i) => {
          const line =
            layout === 'csv' ? csvRow(record) : JSON.stringify(record, null, layout === 'pretty' ? 2 : 0);
          return i === 0 ? line : (faults[i]?.(line) ?? line);
        });
        const content =
          layout === 'csv'
            ? [CSV_HEADER, ...broken].join('\n')
            : layout === 'lines'
              ? broken.join('\n')
              : `[${broken.join(',\n')}]`;
        const name = 'log';
        const whole = seen(await readAll(memoryLog(content, { name })));
        expect(seen(await readAll(memoryLog(content, { name, chunkBytes })))).toEqual(whole);
        expect(whole.pairs.length + whole.rejects.length).toBe(whole.count);
      },
    ),
    { numRuns: 300 },
  );
});

test('JSON Lines, an array on one line and a pretty-printed array of the same records give the same pairs', async () => {
  await fc.assert(
    fc.asyncProperty(records, async (drawn) => {
      const contents = [
        drawn.map((record) => JSON.stringify(record)).join('\r\n'),
        JSON.stringify(drawn),
        JSON.stringify(drawn, null, 2),
        drawn.map((record) => JSON.stringify(record, null, 2)).join('\n'),
      ];
      const [lines, ...others] = await Promise.all(contents.map((content) => readAll(memoryLog(content))));
      for (const { pairs, rejects } of others)
        expect([pairs, rejects.length]).toEqual([lines?.pairs, lines?.rejects.length]);
    }),
    { numRuns: 200 },
  );
});

test('CSV and JSON Lines of the same records give the same pairs', async () => {
  // A CSV cell cannot tell an empty text from none (it is one where the request left other traces), nor a blank row from
  // no row.
  const traced = (arm: Drawn['prod']) => ({
    ...arm,
    response: arm.response || (arm.latency_ms === null && arm.tokens_out === null ? null : ''),
  });
  const tellable = records.map((drawn) =>
    drawn.map(({ id, prompt, prod, shadow }) => ({
      id,
      prompt: prompt || 'p',
      prod: traced(prod),
      shadow: traced({ ...shadow, latency_ms: shadow.latency_ms ?? 0 }),
    })),
  );
  await fc.assert(
    fc.asyncProperty(
      tellable,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      async (drawn, delimiter, newline) => {
        const csv = [
          CSV_HEADER.replaceAll(',', delimiter),
          ...drawn.map((record) => csvRow(record, delimiter)),
        ].join(newline);
        const fromCsv = await readAll(memoryLog(csv));
        const fromJson = await readAll(memoryLog(drawn.map((record) => JSON.stringify(record)).join('\n')));
        expect(fromCsv.rejects).toEqual([]);
        expect(fromCsv.pairs).toEqual(fromJson.pairs);
      },
    ),
    { numRuns: 200 },
  );
});

const ARM_COLUMNS = ['response', 'error', 'latency_ms', 'tokens_out'] as const;
const CSV_HEADER = [
  'id',
  'prompt',
  ...['prod', 'shadow'].flatMap((side) => ARM_COLUMNS.map((name) => `${side}_${name}`)),
].join(',');

interface Drawn {
  id: string;
  prompt: string;
  prod: Record<(typeof ARM_COLUMNS)[number], string | number | null>;
  shadow: Record<(typeof ARM_COLUMNS)[number], string | number | null>;
}

function csvRow({ id, prompt, prod, shadow }: Drawn, delimiter = ','): string {
  const cells = [
    id,
    prompt,
    ...ARM_COLUMNS.map((name) => prod[name]),
    ...ARM_COLUMNS.map((name) => shadow[name]),
  ];
  return cells
    .map((cell) => (typeof cell === 'string' ? `"${cell.replaceAll('"', '""')}"` : String(cell ?? '')))
    .join(delimiter);
}
