import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareOutputs } from '@core/engine/compare-outputs';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { type Disk, realDisk } from '../../src-main/adapters/workspace/disk';
import { openWorkspace } from '../../src-main/adapters/workspace/folder-workspace';
import { runsToMerge, type SizedSegment } from '../../src-main/adapters/workspace/merge-segments';
import { arm, pair } from './pairs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-merge-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const create = { id: 'test', name: 'test', createdAt: 0, gnomonVersion: '0' };
const TEXTS = ['plain', '', '\uFEFFwith a mark', 'Füße 漢字 🙂', 'x'.repeat(3000)];

/** Imports each count of pairs as a step of its own; every kind of value and of missing value occurs, tags come late. */
async function grow(counts: readonly number[]): Promise<void> {
  const store = await openWorkspace(folder, { create });
  let id = store.manifest.segments.reduce((sum, { pairs }) => sum + pairs, 0);
  for (const count of counts) {
    const transaction = await store.beginImport();
    for (let i = 0; i < count; i++, id++) {
      const item = pair(`r-${id}`, {
        timestamp: id % 5 === 0 ? null : 1_770_000_000_000 + id,
        prompt: id % 7 === 0 ? null : TEXTS[id % 5]!,
        prod: arm({ response: TEXTS[id % 5]!, model: `model-${id % 3}`, latencyMs: id / 7, costUsd: null }),
        shadow:
          id % 4 === 0
            ? arm({ state: 'failed', response: null, error: 'timeout: no answer' })
            : arm({ response: TEXTS[(id + (id % 2)) % 5]! }),
        tags: new Map(id % 3 === 0 ? [] : [[id < 40 ? 'route' : 'lang', `value ${id % 11}`]]),
        loggedSimilarity: id % 2 === 0 ? null : 0.5,
      });
      transaction.append(item, compareOutputs(item));
    }
    await transaction.commit([]);
  }
}

async function contentOf(store: WorkspaceStore): Promise<unknown> {
  const rows: unknown[] = [];
  for await (const { bytes, reason } of store.hotSegments()) {
    expect(reason).toBeNull();
    for (const row of tableFromIPC(bytes!)) rows.push(row!.toJSON());
  }
  return { rows, texts: await store.readTexts(rows.map((_, seq) => seq)) };
}

const STEPS = [9, 3, 3, 1, 5, 2, 2, 7, 1, 1, 4, 12, 2];

describe('merging small segments', () => {
  it('keeps every value of every pair and its place, the texts as they are on disk too', async () => {
    await grow(STEPS);
    const before = await contentOf(await openWorkspace(folder));
    const store = await openWorkspace(folder);
    expect(await store.mergeSmallSegments(12)).toBe(true);
    expect(store.manifest.segments).toHaveLength(1);
    expect(await contentOf(store)).toEqual(before);
    expect(await contentOf(await openWorkspace(folder))).toEqual(before);
    const { name } = store.manifest.segments[0]!;
    const bytes = await readFile(join(folder, 'segments', `${name}.texts.arrows`));
    expect(bytes.includes('\uFEFFwith a mark')).toBe(true);
    expect(bytes.includes('timeout: no answer')).toBe(true);
    // What comes later has numbers of its own, also after the merged ones are long gone.
    await grow([2]);
    const grown = await openWorkspace(folder);
    expect(grown.manifest.segments.map(({ firstSeq, pairs }) => [firstSeq, pairs])).toEqual([
      [0, 52],
      [52, 2],
    ]);
    expect((await grown.readTexts([51, 52, 53])).map(({ prompt }) => prompt)).toHaveLength(3);
  });

  it('leaves alone what is few, and a run in which a file is damaged', async () => {
    await grow(STEPS);
    const store = await openWorkspace(folder);
    expect(await store.mergeSmallSegments(STEPS.length)).toBe(false);
    const { name } = store.manifest.segments[0]!;
    await writeFile(join(folder, 'segments', `${name}.texts.arrows`), 'damaged');
    expect(await store.mergeSmallSegments(0)).toBe(false);
    expect(store.manifest.segments).toHaveLength(STEPS.length);
  });

  // A writer that removed files before the manifest names the new ones would lose pairs whenever it is killed there.
  it('leaves the workspace whole wherever it ends', async () => {
    await grow(STEPS);
    const before = await contentOf(await openWorkspace(folder));
    for (let writes = 0; writes < 3; writes++) {
      let left = writes;
      const disk: Disk = {
        ...realDisk,
        writeAtomically: async (path, bytes) => {
          if (left-- === 0) throw new Error('killed here');
          await realDisk.writeAtomically(path, bytes);
        },
      };
      await expect((await openWorkspace(folder, { disk })).mergeSmallSegments(0)).rejects.toThrow('killed');
      expect(await contentOf(await openWorkspace(folder))).toEqual(before);
    }
    const store = await openWorkspace(folder);
    expect(await store.mergeSmallSegments(0)).toBe(true);
    expect(await contentOf(store)).toEqual(before);
  });

  it('lets another process read on that opened the workspace before, also when the old files are gone', async () => {
    await grow(STEPS);
    const reader = await openWorkspace(folder);
    const before = await reader.readTexts([0, 30, 51]);
    const previews = await reader.previewTexts([0, 30, 51], 5);
    await (await openWorkspace(folder)).mergeSmallSegments(0);
    await grow([1]);
    expect((await readdir(join(folder, 'segments'))).length).toBe(2 * (STEPS.length + 2));
    const manifest = JSON.parse(await readFile(join(folder, 'workspace.json'), 'utf8')) as {
      retired: { at: number }[];
    };
    for (const entry of manifest.retired) entry.at -= 3_600_000;
    await writeFile(join(folder, 'workspace.json'), JSON.stringify(manifest));
    await grow([1]);
    expect((await readdir(join(folder, 'segments'))).length).toBe(2 * 3);
    expect(await reader.readTexts([0, 30, 51])).toEqual(before);
    expect(await reader.previewTexts([0, 30, 51], 5)).toEqual(previews);
  });
});

describe('which segments are merged', () => {
  /** A day of following, a segment each two seconds, merged whenever more than 32 are small. */
  function follow(steps: readonly number[]): { most: number; written: number; pairs: number } {
    let segments: SizedSegment[] = [];
    let [most, written, pairs, name] = [0, 0, 0, 1];
    const segment = (firstSeq: number, count: number): SizedSegment => ({
      name: String(name++),
      firstSeq,
      pairs: count,
      pairsSha256: '',
      textsSha256: '',
      textBytes: count * 2000,
    });
    for (const count of steps) {
      segments.push(segment(pairs, count));
      pairs += count;
      if (segments.length % 33 === 0)
        for (const run of runsToMerge(segments)) {
          const sum = run.reduce((total, part) => total + part.pairs, 0);
          written += sum;
          const at = segments.indexOf(run[0]!);
          segments = segments.toSpliced(at, run.length, segment(run[0]!.firstSeq, sum));
        }
      most = Math.max(most, segments.length);
    }
    return { most, written, pairs };
  }

  it('stay few after a day, and each pair is written anew a dozen times at most', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 50 }), (pattern) => {
        const steps = Array.from({ length: 10_000 }, (_, i) => pattern[i % pattern.length]!);
        const { most, written, pairs } = follow(steps);
        // Full segments hold at least half of 16 MB of texts.
        expect(most).toBeLessThan((pairs * 2000) / (4 << 20) + 80);
        expect(written / pairs).toBeLessThan(12);
      }),
      { numRuns: 20 },
    );
  });
});
