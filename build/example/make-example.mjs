import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isMain, ROOT } from '../run.mjs';
import { writeLines } from './log-lines.mjs';
import { makePairs } from './pairs.mjs';
import { createRandom } from './random.mjs';
import { tellTruth } from './truth.mjs';

const SEED = 20_260_302;
const PAIRS = 11_600;

/**
 * The bundled example: two weeks of an invented shop's support assistant, as a comparison log, and its truth.
 * The same on every run.
 * @returns {{ log: string, gzip: Buffer, truth: string }} truth: JSON
 */
export function makeExample() {
  const random = createRandom(SEED);
  const pairs = makePairs({ random, count: PAIRS });
  const { lines, duplicates, rejected } = writeLines({ random, records: pairs.map(({ record }) => record) });
  const log = `${lines.join('\n')}\n`;
  const truth = `${JSON.stringify(tellTruth({ seed: SEED, pairs, duplicates, rejected }), null, 2)}\n`;
  return { log, gzip: gzipped(log), truth };
}

/**
 * Node writes no time into the header; the byte that names the operating system is set to "unknown".
 * @param {string} text
 */
function gzipped(text) {
  const bytes = gzipSync(text, { level: 9, memLevel: 9 });
  bytes[9] = 255;
  return bytes;
}

if (isMain(import.meta.url)) {
  const folder = join(ROOT, 'resources/example');
  const { gzip, truth } = makeExample();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'support-assistant.jsonl.gz'), gzip);
  writeFileSync(join(folder, 'truth.json'), truth);
  process.stdout.write(`${(gzip.length / 1e6).toFixed(2)} MB in ${folder}\n`);
}
