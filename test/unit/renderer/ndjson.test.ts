import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNdjson } from '../../../src-renderer/shared/api/ndjson';

async function read(bytes: Uint8Array, cuts: readonly number[]): Promise<unknown[]> {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      let from = 0;
      for (const end of ends) {
        controller.enqueue(bytes.slice(from, end));
        from = end;
      }
      controller.close();
    },
  });
  const values: unknown[] = [];
  for await (const value of readNdjson(stream)) values.push(value);
  return values;
}

// Bug caught: progress lost or a crash when a chunk ends inside a line or inside a character of several bytes.
test('values do not depend on where the chunks are cut', async () => {
  const values = fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }), n: fc.integer() }));
  await fc.assert(
    fc.asyncProperty(values, fc.array(fc.nat()), fc.boolean(), async (items, cuts, ended) => {
      const text = items.map((item) => JSON.stringify(item)).join('\n') + (ended ? '\n' : '');
      expect(await read(new TextEncoder().encode(text), cuts)).toEqual(items);
    }),
  );
});

// Bug caught: a host that dies in the middle of a line read as a finished import.
test('a torn last line is an error', async () => {
  await expect(read(new TextEncoder().encode('{"a":1}\n{"b"'), [])).rejects.toThrow(SyntaxError);
});

// Bug caught: "a defect of Gnomon" on the screen when its host was stopped.
test('a host that goes away in the middle is said to be gone', async () => {
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode('{"a":1}\n'));
      // What browsers raise when the connection breaks off.
      controller.error(new TypeError('network error'));
    },
  });
  const reading = (async () => {
    for await (const value of readNdjson(stream)) expect(value).toEqual({ a: 1 });
  })();
  await expect(reading).rejects.toMatchObject({ name: 'Problem', kind: 'offline' });
});
