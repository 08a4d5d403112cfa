import { judgeTrust, outputScanner, type ReadPairs } from '@core/engine/judge/judge-trust';
import type { TrustReport } from '@core/model/judge-trust';
import type { PairTexts } from '@core/ports/workspace-store';
import { expect, test } from 'vitest';
import { judged } from './trust-pairs';

const PAIRS = 6000;

/** A store of outputs of which the shadow's are all one text. */
function store() {
  let read = 0;
  return {
    manifest: { models: { prod: 'x', shadow: 'y' } } as never,
    readTexts: async (seqs: readonly number[]): Promise<PairTexts[]> => {
      read += seqs.length;
      return seqs.map(
        (seq) =>
          ({
            prodResponse: `answer ${'abcdef'[seq % 6]} ${seq}`,
            shadowResponse: 'I can not help.',
          }) as never,
      );
    },
    get read() {
      return read;
    },
  };
}

test('many outputs: the figures that need none come first, without a word on what outputs show, then all', async () => {
  const pairs = Array.from({ length: PAIRS }, (_, seq) => judged(seq, ['prod', 'shadow']));
  const early: { report: TrustReport; unread: number }[] = [];
  const read: ReadPairs[] = [];
  const outputs = store();
  const scanner = outputScanner();
  const request = {
    store: outputs,
    held: { config: 'c', configuration: null } as never,
    pairs,
    level: 0.95,
    threshold: 0.5,
    scanner,
    onEarly: (report: TrustReport, unread: number) => void early.push({ report, unread }),
    onRead: (now: ReadPairs) => void read.push(now),
  };
  const whole = await judgeTrust(request);
  const kinds = ({ alarms }: TrustReport): string[] => alarms.map(({ kind }) => kind);
  expect(early.map(({ unread }) => unread)).toEqual([PAIRS]);
  expect(early[0]!.report.order).toEqual(whole.order);
  expect(kinds(early[0]!.report)).not.toContain('constant-outputs');
  expect(kinds(whole)).toContain('constant-outputs');
  expect(read.at(-1)).toEqual({ done: PAIRS, total: PAIRS });

  // Looked at again, nothing is read and nothing is early.
  expect(await judgeTrust(request)).toEqual(whole);
  expect(outputs.read).toBe(PAIRS);
  expect(early).toHaveLength(1);
});
