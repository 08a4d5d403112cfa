import { parentPort, workerData } from 'node:worker_threads';
import { computePlane } from '@core/map/compute-plane';
import { disagreementVectors } from '@core/map/disagreement-vectors';
import { rowsOf } from '@core/map/matrix';
import { reducing } from '@core/map/reducing';
import { seededRandom } from '@core/stats/seeded-random';
import { readSimilarities } from '../workspace/similarity-folder';
import type { MapReply, MapTask } from './map-messages';

/** What of the whole reading the vectors takes, about. */
const READING = 0.1;

/** Batches were measured in random order, so the first rows are a sample of all. */
async function run({ folder, dimensions, seqs: wanted, seed }: MapTask): Promise<void> {
  const reply = (message: MapReply): void => parentPort!.postMessage(message);
  const listed = new Set(wanted);
  const random = seededRandom(seed);
  const reduced = reducing(random);
  const found: number[] = [];
  const { batches, vectors } = readSimilarities(folder);
  for await (const { index, scores } of batches()) {
    const rows = Int32Array.from(scores.seqs.keys()).filter((row) => listed.has(scores.seqs[row]!));
    if (rows.length === 0) continue;
    const { prod, shadow } = await vectors(index);
    reduced.add(rowsOf(disagreementVectors(prod, shadow, dimensions), rows));
    for (const row of rows) found.push(scores.seqs[row]!);
    reply({ kind: 'share', share: READING * Math.min(1, found.length / wanted.length) });
  }
  const plane = computePlane(reduced.finish(), random);
  let step = plane.next();
  for (; !step.done; step = plane.next())
    reply({ kind: 'share', share: READING + (1 - READING) * step.value });
  reply({ kind: 'done', points: { seqs: Int32Array.from(found), ...step.value } });
}

await run(workerData as MapTask);
