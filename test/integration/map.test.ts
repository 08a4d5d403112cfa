import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAP_POINT_BYTES } from '@core/model/api/map';
import { DEFAULT_PLAN } from '@core/model/plan';
import { mapPoints } from '@core/engine/map-points';
import { filterSql } from '@core/sql/filter-sql';
import { exportableColumns } from '@core/sql/pair-filter';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { drawWorkspaceMap, mapState } from '../../src-main/engine/map-workspace';
import { isInside, type Point } from '../../src-renderer/features/map/view';
import { writeTinyModel } from '../contract/embedder/tiny-model';

const TOPICS = ['the cat sat on the mat', 'dog safe not', 'a b c d e f g', '0 1 2 3 4 5 6'];

let folder: string;
let engine: GnomonEngine;
let workspace: string;
let model: string;

function records(from: number, count: number): string {
  return Array.from({ length: count }, (_, k) => {
    const i = from + k;
    const topic = TOPICS[i % TOPICS.length]!;
    return JSON.stringify({
      request_id: `r${i}`,
      prompt: `topic${i % TOPICS.length} asked as number ${i}`,
      prod: { response: `${topic} ${i % 9}`, latency_ms: 1 },
      shadow: { response: i % 10 === 0 ? `${topic} ${i % 9}` : `${topic} not ${(i * 7) % 9}`, latency_ms: 1 },
    });
  }).join('\n');
}

async function importAndMeasure(name: string, from: number, count: number): Promise<void> {
  const log = join(folder, name);
  await writeFile(log, records(from, count));
  await engine.importLogs({ paths: [log], workspace });
  await engine.measureSimilarity(workspace, { model, plan: DEFAULT_PLAN });
}

function draw(signal = new AbortController().signal) {
  return drawWorkspaceMap(engine, workspace, { onProgress: () => {}, signal });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gnomon-map-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  workspace = join(folder, 'workspace');
  model = writeTinyModel(join(folder, 'tiny'));
  engine = new GnomonEngine();
  await importAndMeasure('first.jsonl', 0, 200);
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

it('places every pair whose outputs differ, with clusters that are filters', async () => {
  expect(await mapState(engine, workspace)).toMatchObject({ map: null, drawable: 180 });
  const shares: number[] = [];
  const map = await drawWorkspaceMap(engine, workspace, {
    onProgress: ({ share }) => shares.push(share),
    signal: new AbortController().signal,
  });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(map).toMatchObject({ pairs: 180, fitted: 180, encoder: { model: 'tiny' } });
  expect(map.clusters.length).toBeGreaterThan(1);
  const clustered = map.clusters.reduce((sum, { pairs }) => sum + pairs, 0);
  expect(clustered + map.unclustered).toBe(180);
  expect(new Set(map.clusters.map(({ name }) => name)).size).toBe(map.clusters.length);
  await engine.withWorkspace(workspace, async (db) => {
    for (const { name, pairs } of map.clusters) {
      const { sql, params } = filterSql([{ kind: 'any-of', column: 'cluster', values: [name] }], {
        columns: exportableColumns([], []),
      });
      expect(await db.query(`SELECT count(*)::INTEGER AS n FROM pairs WHERE ${sql}`, params)).toEqual([
        { n: pairs },
      ]);
    }
    expect((await mapPoints(db, map)).length).toBe(180 * MAP_POINT_BYTES);
  });
  expect(await mapState(engine, workspace)).toEqual({ map, stale: null, drawable: 180 });
});

it('is the same when it is drawn again, byte by byte', async () => {
  const { map: before } = await mapState(engine, workspace);
  expect(await draw()).toEqual(before);
  expect(readdirSync(join(workspace, 'map'))).toEqual([before!.file]);
});

it('holds the same pairs in an area for the database as for the window', async () => {
  await engine.withWorkspace(workspace, async (db) => {
    const places = await db.query<{ seq: number; x: number; y: number }>(
      'SELECT seq, map_x AS x, map_y AS y FROM pairs WHERE map_x IS NOT NULL ORDER BY seq',
    );
    const [left, right] = [Math.min(...places.map(({ x }) => x)), Math.max(...places.map(({ x }) => x))];
    const [low, high] = [Math.min(...places.map(({ y }) => y)), Math.max(...places.map(({ y }) => y))];
    const at = (across: number, up: number): [number, number] => [
      left + across * (right - left),
      low + up * (high - low),
    ];
    const corners = [at(0.05, 0.1), at(0.9, -0.1), at(0.7, 0.8), at(0.4, 0.3), at(0.2, 0.95)];
    const { sql, params } = filterSql([{ kind: 'map-area', corners }], {
      columns: exportableColumns([], []),
    });
    const found = await db.query<{ seq: number }>(`SELECT seq FROM pairs WHERE ${sql} ORDER BY seq`, params);
    const expected = places.filter(({ x, y }) => isInside([x, y], corners as readonly Point[]));
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(places.length);
    expect(found.map(({ seq }) => seq)).toEqual(expected.map(({ seq }) => seq));
  });
});

it('leaves the old map where drawing is cancelled, and says when it is out of date', async () => {
  const { map: before } = await mapState(engine, workspace);
  await expect(draw(AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
  expect((await mapState(engine, workspace)).map).toEqual(before);
  await importAndMeasure('second.jsonl', 200, 40);
  expect(await mapState(engine, workspace)).toMatchObject({ map: before, stale: 'pairs', drawable: 216 });
  expect(await draw()).toMatchObject({ pairs: 216 });
  const { map } = await mapState(engine, workspace);
  expect(await mapState(engine, workspace)).toMatchObject({ stale: null });
  // Nothing was measured since, but the figures are another encoder's.
  const line = (encoder: object) =>
    `${JSON.stringify({ ...map, encoder: { ...map!.encoder, ...encoder } })}\n`;
  await appendFile(join(workspace, 'maps.jsonl'), line({ revision: 'another' }));
  expect(await mapState(engine, workspace)).toMatchObject({ stale: 'encoder' });
  await appendFile(join(workspace, 'maps.jsonl'), line({}));
});

it('is absent, not an error, when its file is gone or its last line was cut off', async () => {
  const { map } = await mapState(engine, workspace);
  await appendFile(join(workspace, 'maps.jsonl'), '{"file":"torn');
  expect((await mapState(engine, workspace)).map).toEqual(map);
  await rm(join(workspace, 'map', map!.file));
  expect(await mapState(engine, workspace)).toMatchObject({ map: null, drawable: 216 });
  expect(readFileSync(join(workspace, 'maps.jsonl'), 'utf8')).toContain(map!.file);
});
