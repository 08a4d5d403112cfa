// Throughput of the embedding engine against a bare onnxruntime-node loop on the same batches, and against a naive loop.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { AutoTokenizer, env, pipeline } from '@huggingface/transformers';
import { measure, median } from './processes.mjs';

// The very copy that the engine runs on.
const { InferenceSession, Tensor } = createRequire(
  createRequire(import.meta.url).resolve('@huggingface/transformers'),
)('onnxruntime-node');

const MODEL = fileURLToPath(new URL('../../resources/encoder/gnomon-mini', import.meta.url));
const ENGINE = fileURLToPath(new URL('../../out/main/embedder-process.js', import.meta.url));
const DIMENSIONS = 256;
const THREADS = Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)));
const PIPELINE = {
  dtype: 'fp32',
  local_files_only: true,
  session_options: { intraOpNumThreads: THREADS, interOpNumThreads: 1 },
};
const EXAMPLE = fileURLToPath(new URL('../../resources/example/support-assistant.jsonl.gz', import.meta.url));
/** Pairs of the example that the naive loop is timed on. */
const NAIVE_PAIRS = 1000;
const RUNS = 3;
/** Texts of about so many tokens. */
const SIZES = [
  { tokens: 32, texts: 4000 },
  { tokens: 128, texts: 1000 },
  { tokens: 512, texts: 200 },
];
const WORDS =
  'the order was shipped on monday and should arrive within three days please check the tracking page for news about it'.split(
    ' ',
  );

/** @returns one row a size: texts a second of the engine, of a bare loop, and of one text at a time */
export async function measureEmbedding() {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(MODEL);
  const tokenizer = await AutoTokenizer.from_pretrained('gnomon-mini', { local_files_only: true });
  const session = await InferenceSession.create(join(MODEL, 'onnx/model.onnx'), {
    intraOpNumThreads: THREADS,
    interOpNumThreads: 1,
  });
  const pipe = await pipeline('feature-extraction', 'gnomon-mini', PIPELINE);
  const engine = await startEngine();
  const rows = [];
  for (const { tokens, texts: count } of SIZES) {
    // Lengths differ by up to a half, as in a log; a word takes up to 1.2 tokens.
    const texts = Array.from({ length: count }, (_, i) =>
      Array.from(
        { length: Math.floor(tokens * 0.8 * (0.5 + (0.5 * ((i * 7919) % count)) / count)) },
        (_, j) => WORDS[(i + j) % WORDS.length],
      ).join(' '),
    );
    const ids = texts.map((text) => tokenizer.encode(`${text} 0`));
    const rate = async (work) => {
      const seconds = [];
      for (let run = 0; run < RUNS; run++) {
        const started = performance.now();
        await work(run);
        seconds.push((performance.now() - started) / 1000);
      }
      return count / median(seconds);
    };
    rows.push({
      tokens,
      bare: await rate(() => bareLoop(session, ids)),
      // Texts that differ from run to run, so that nothing could be remembered.
      ours: await rate((run) => engine.embed(texts.map((text) => `${text} ${run}`))),
      naive: await rate((run) =>
        naiveLoop(
          pipe,
          texts.map((text) => `${text} ${run}`),
        ),
      ),
    });
  }
  engine.stop();
  return rows;
}

/**
 * A whole run on the bundled example, from reading the texts to stored scores and meanings, against the naive loop over
 * every output of both arms. Outputs that are equal, or were met before, need no model: how many that is stands beside it.
 * @returns seconds of the run, seconds that the loop would take, texts of both arms, those that a model must embed
 */
export async function measureWholeRun({ cli, folder }) {
  const workspace = join(folder, 'whole-run');
  const env = { GNOMON_DATA_DIR: join(folder, 'data-whole-run') };
  await measure([cli, 'analyze', EXAMPLE, '--workspace', workspace, '--json'], { env });
  const { seconds } = await measure([cli, 'similarity', workspace, '--json'], { env });
  const texts = outputsOf(EXAMPLE);
  const needed = new Set(texts.filter(([prod, shadow]) => prod !== shadow).flat());
  const pipe = await pipeline('feature-extraction', 'gnomon-mini', PIPELINE);
  const sample = texts.slice(0, NAIVE_PAIRS).flat();
  const started = performance.now();
  await naiveLoop(pipe, sample);
  const perText = (performance.now() - started) / 1000 / sample.length;
  return { seconds, naive: perText * texts.length * 2, texts: texts.length * 2, needed: needed.size };
}

/** Both outputs of each pair that has them, in the log's order. Lines that can not be read, or bring an id again, are left out. */
function outputsOf(path) {
  const pairs = new Map();
  for (const line of gunzipSync(readFileSync(path)).toString('utf8').split('\n')) {
    let record;
    try {
      record = JSON.parse(line);
    } catch {
      continue;
    }
    const { request_id: id, prod, shadow } = record;
    if (prod?.response && shadow?.response && !pairs.has(id)) pairs.set(id, [prod.response, shadow.response]);
  }
  return [...pairs.values()];
}

async function startEngine() {
  const child = fork(ENGINE, [], { serialization: 'advanced', execArgv: [] });
  const identity = {
    model: 'gnomon-mini',
    revision: '',
    dtype: 'fp32',
    pooling: 'mean',
    dimensions: DIMENSIONS,
    maxTokens: 512,
  };
  child.send({ kind: 'load', model: { path: MODEL, identity, prefix: '' }, threads: THREADS });
  let id = 1;
  const embed = (texts) =>
    new Promise((resolve, reject) => {
      child.once('message', (reply) =>
        reply.kind === 'vectors' ? resolve(reply.vectors) : reject(new Error(reply.error.details.message)),
      );
      child.send({ kind: 'embed', id: id++, texts });
    });
  await embed(['warm']);
  return { embed, stop: () => child.kill() };
}

/** The engine's batches (1,024 padded tokens, 64 texts, by length), tokenised beforehand and nothing done with the result. */
async function bareLoop(session, ids) {
  const order = ids.toSorted((a, b) => b.length - a.length);
  for (let at = 0; at < order.length;) {
    const size = Math.max(1, Math.min(64, Math.floor(1024 / order[at].length)));
    await infer(session, order.slice(at, at + size));
    at += size;
  }
}

/** As the library's first example has it: one text at a time, in the order of the log. */
async function naiveLoop(pipe, texts) {
  for (const text of texts) await pipe(text, { pooling: 'mean', normalize: true });
}

async function infer(session, batch) {
  const width = Math.max(...batch.map((ids) => ids.length));
  const cells = batch.length * width;
  const ids = new BigInt64Array(cells);
  const mask = new BigInt64Array(cells);
  batch.forEach((row, r) =>
    row.forEach((id, c) => {
      ids[r * width + c] = BigInt(id);
      mask[r * width + c] = 1n;
    }),
  );
  const shape = [batch.length, width];
  const tensors = {
    input_ids: new Tensor('int64', ids, shape),
    attention_mask: new Tensor('int64', mask, shape),
    token_type_ids: new Tensor('int64', new BigInt64Array(cells), shape),
  };
  const feeds = Object.fromEntries(session.inputNames.map((name) => [name, tensors[name]]));
  return session.run(feeds);
}
