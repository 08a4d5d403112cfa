import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AutoModel, AutoTokenizer, Tensor, env, pipeline } from '@huggingface/transformers';
import { parse } from 'csv-parse/sync';
import { gramsOf, jaccard, tfidf, wordsOf } from './lexical.mjs';
import { PROBES } from './probes.mjs';
import { auc, mean, pearson, spearman } from './statistics.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const NAME = 'gnomon-mini';
const FOLDER = join(HERE, '../../resources/encoder');
const LIMIT = 512;
const THREADS = 2;
/** Other prompts, nearest by word TF-IDF, whose answers a prompt's answer is compared with. */
const HARD_OTHERS = 5;
/** Parts of answers that are told apart: with whole answers any system is nearly always right. */
const PARTS = {
  'whole answers': (/** @type {string} */ text) => text,
  'their first 100 characters': (/** @type {string} */ text) => text.slice(0, 100),
  'their last 300 characters': (/** @type {string} */ text) => text.slice(-300),
};
/** A probe fails when a changed meaning scores at least this much, or a kept one less. */
const PROBE_LINE = 0.8;

/** @typedef {import('@huggingface/transformers').PreTrainedModel} Model */
/** @typedef {import('@huggingface/transformers').PreTrainedTokenizer} Tokenizer */
/** @typedef {{ tokenizer: Tokenizer, model: Model }} Encoder */

/**
 * Unit vectors of texts, cut to the window before the special tokens are added so that none loses its [SEP].
 * @param {Encoder} encoder
 * @param {readonly string[]} texts
 * @param {number} [batch]
 * @returns {Promise<Float64Array[]>}
 */
async function embed({ tokenizer, model }, texts, batch = 32) {
  const encoded = texts.map((text, at) => {
    const ids = tokenizer.encode(text, { add_special_tokens: false }).slice(0, LIMIT - 2);
    return { at, ids: [2, ...ids, 3] };
  });
  encoded.sort((a, b) => a.ids.length - b.ids.length);
  /** @type {Float64Array[]} */
  const vectors = [];
  for (let from = 0; from < encoded.length; from += batch) {
    const part = encoded.slice(from, from + batch);
    const longest = Math.max(...part.map(({ ids }) => ids.length));
    const ids = new BigInt64Array(part.length * longest);
    const mask = new BigInt64Array(part.length * longest);
    part.forEach((text, row) => {
      text.ids.forEach((id, column) => {
        ids[row * longest + column] = BigInt(id);
        mask[row * longest + column] = 1n;
      });
    });
    const shape = [part.length, longest];
    const output = await model({
      input_ids: new Tensor('int64', ids, shape),
      attention_mask: new Tensor('int64', mask, shape),
      token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
    });
    const states = output.last_hidden_state;
    const width = states.dims[2];
    part.forEach((text, row) => {
      const vector = new Float64Array(width);
      for (let token = 0; token < text.ids.length; token += 1) {
        for (let d = 0; d < width; d += 1)
          vector[d] = (vector[d] ?? 0) + states.data[(row * longest + token) * width + d];
      }
      const length = Math.hypot(...vector);
      vectors[text.at] = vector.map((value) => value / length);
    });
  }
  return vectors;
}

/** @param {Float64Array | undefined} a @param {Float64Array | undefined} b */
function cosine(a, b) {
  if (a === undefined || b === undefined) throw new Error('A text has no vector.');
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/** @param {string} path @returns {{ sentence1: string, sentence2: string, score: string }[]} */
function readScored(path) {
  return parse(readFileSync(path, 'utf8'), { columns: true, relax_quotes: true });
}

/** @param {string} path @returns {any[]} */
function readLines(path) {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/**
 * The cosine of every system between texts i and j.
 * @param {Encoder} encoder
 * @param {readonly string[]} texts
 * @returns {Promise<[string, (i: number, j: number) => number][]>}
 */
async function systems(encoder, texts) {
  const vectors = await embed(encoder, texts);
  return [
    ['token Jaccard', (i, j) => jaccard(texts[i] ?? '', texts[j] ?? '')],
    ['word TF-IDF', tfidf(texts, wordsOf)],
    ['character 3–5 TF-IDF', tfidf(texts, gramsOf)],
    [NAME, (i, j) => cosine(vectors[i], vectors[j])],
  ];
}

/**
 * Spearman and Pearson on the development rows, and Spearman on those that share no sentence with training.
 * @param {Encoder} encoder
 * @param {string} data
 */
async function sentenceScores(encoder, data) {
  const trained = new Set(
    readScored(join(data, 'sts/stsb-train.csv')).flatMap((row) => [row.sentence1, row.sentence2]),
  );
  const rows = readScored(join(data, 'sts/stsb-dev.csv'));
  const fresh = rows.map((row) => !trained.has(row.sentence1) && !trained.has(row.sentence2));
  const human = rows.map((row) => Number(row.score));
  const texts = rows.flatMap((row) => [row.sentence1, row.sentence2]);
  const scored = (await systems(encoder, texts)).map(([name, similarity]) => {
    const got = rows.map((_, i) => similarity(2 * i, 2 * i + 1));
    const unseen = got.filter((_, i) => fresh[i]);
    return {
      name,
      spearman: spearman(got, human),
      pearson: pearson(got, human),
      fresh: spearman(
        unseen,
        human.filter((_, i) => fresh[i]),
      ),
    };
  });
  return { scored, rows: rows.length, fresh: fresh.filter(Boolean).length };
}

/**
 * Two models' answers to one prompt against answers to other prompts: all others, and the nearest few.
 * @param {Encoder} encoder
 * @param {string} data
 * @param {(text: string) => string} part what of each answer is read
 */
async function answerScores(encoder, data, part) {
  const prompts = readLines(join(data, 'raw/arena-hard-questions.jsonl'));
  const [first, second] = ['0314', '0613'].map(
    (version) =>
      new Map(
        readLines(join(data, `raw/arena-hard-gpt-4-${version}.jsonl`)).map((row) => [
          row.uid,
          String(row.messages.at(-1).content.answer),
        ]),
      ),
  );
  if (first === undefined || second === undefined) throw new Error('Two files of answers are needed.');
  const shared = prompts.filter(({ uid }) => first.get(uid) && second.get(uid));
  const n = shared.length;
  const alike = tfidf(
    shared.map(({ prompt }) => prompt),
    wordsOf,
  );
  const hard = shared.map((_, i) =>
    shared
      .map((__, j) => j)
      .filter((j) => j !== i)
      .toSorted((a, b) => alike(i, b) - alike(i, a))
      .slice(0, HARD_OTHERS),
  );
  const texts = [first, second].flatMap((answers) => shared.map(({ uid }) => part(answers.get(uid) ?? '')));
  const scored = (await systems(encoder, texts)).map(([name, similarity]) => {
    const all = shared.map((_, i) => shared.map((__, j) => similarity(i, n + j)));
    const same = all.map((row, i) => row[i] ?? 0);
    return {
      name,
      others: auc(
        same,
        all.flatMap((row, i) => row.filter((_, j) => j !== i)),
      ),
      hard: auc(
        same,
        all.flatMap((row, i) => (hard[i] ?? []).map((j) => row[j] ?? 0)),
      ),
      first: mean(all.map((row, i) => (Math.max(...row) === same[i] ? 1 : 0))),
    };
  });
  return { scored, prompts: n };
}

/**
 * The largest difference between vectors of one text alone, in a batch, and from the pipeline; and odd texts.
 * @param {Encoder} encoder
 */
async function sameVectors(encoder) {
  const odd = ['', 'a', '😀', '😀🎉🦄', '漢字仮名', 'x'.repeat(300), '\u0000', ' ', 'ʬʭ ʬʭ', '\ud800', '…'];
  const texts = [...odd, ...PROBES.flatMap(([, a, b]) => [a, b]), 'A long text. '.repeat(80)];
  const together = await embed(encoder, texts, texts.length);
  const alone = await embed(encoder, texts, 1);
  const extractor = await pipeline('feature-extraction', NAME, { dtype: 'fp32' });
  let [batch, piped, infinite] = [0, 0, 0];
  for (const [i, text] of texts.entries()) {
    const output = await extractor(text, { pooling: 'mean', normalize: true });
    for (const [d, value] of (together[i] ?? []).entries()) {
      if (!Number.isFinite(value) || !Number.isFinite(output.data[d])) infinite += 1;
      batch = Math.max(batch, Math.abs(value - (alone[i]?.[d] ?? NaN)));
      piped = Math.max(piped, Math.abs(value - Number(output.data[d])));
    }
  }
  return { texts: texts.length, batch, piped, infinite };
}

/**
 * Texts per second of a bare session, best of five rounds.
 * @param {string} path
 * @param {number} length
 */
async function speed(path, length) {
  const ort = (await import('onnxruntime-node')).default;
  const session = await ort.InferenceSession.create(path, {
    intraOpNumThreads: THREADS,
    interOpNumThreads: 1,
  });
  const batch = 32;
  const shape = [batch, length];
  const ids = BigInt64Array.from({ length: batch * length }, (_, i) => BigInt(5 + ((i * 7919) % 15000)));
  const feeds = {
    input_ids: new ort.Tensor('int64', ids, shape),
    attention_mask: new ort.Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    token_type_ids: new ort.Tensor('int64', new BigInt64Array(ids.length), shape),
  };
  await session.run(feeds);
  let best = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now();
    await session.run(feeds);
    best = Math.min(best, performance.now() - started);
  }
  await session.release();
  return (batch / best) * 1000;
}

/** @param {readonly (readonly string[])[]} rows */
function table(rows) {
  const [head, ...body] = rows;
  if (head === undefined) return '';
  const lines = [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

/** @param {number} value */
function three(value) {
  return value.toFixed(3);
}

async function main() {
  const { values } = parseArgs({ options: { data: { type: 'string' } }, strict: false });
  if (typeof values.data !== 'string') throw new Error('Say where the data is: --data DIR');
  Object.assign(env, { allowRemoteModels: false, allowLocalModels: true, localModelPath: FOLDER });
  const encoder = {
    tokenizer: await AutoTokenizer.from_pretrained(NAME),
    model: await AutoModel.from_pretrained(NAME, {
      dtype: 'fp32',
      session_options: { intraOpNumThreads: THREADS, interOpNumThreads: 1 },
    }),
  };

  const sentences = await sentenceScores(encoder, values.data);
  console.log(
    `\nSTS benchmark, ${sentences.rows} development rows (${sentences.fresh} share no sentence with training)\n`,
  );
  console.log(
    table([
      ['system', 'Spearman', 'Pearson', 'Spearman, no shared sentence'],
      ...sentences.scored.map((s) => [s.name, three(s.spearman), three(s.pearson), three(s.fresh)]),
    ]),
  );

  for (const [name, part] of Object.entries(PARTS)) {
    const answers = await answerScores(encoder, values.data, part);
    console.log(
      `Answers of two models to ${answers.prompts} prompts, ${name}: AUC of same against other prompt, against the ${HARD_OTHERS} nearest, first hit\n`,
    );
    console.log(
      table([
        ['system', 'AUC, any other', `AUC, ${HARD_OTHERS} nearest others`, 'R@1'],
        ...answers.scored.map((s) => [s.name, three(s.others), three(s.hard), three(s.first)]),
      ]),
    );
  }

  const probeTexts = PROBES.flatMap(([, a, b]) => [a, b]);
  const vectors = await embed(encoder, probeTexts);
  console.log(`Probes (a changed meaning should score below ${PROBE_LINE}, a kept one above)\n`);
  console.log(
    table([
      ['edit', 'first', 'second', 'meaning', 'cosine', 'result'],
      ...PROBES.map(([edit, a, b, kept], i) => {
        const got = cosine(vectors[2 * i], vectors[2 * i + 1]);
        return [
          edit,
          a,
          b,
          kept ? 'kept' : 'changed',
          got.toFixed(2),
          got >= PROBE_LINE === kept ? 'passes' : 'FAILS',
        ];
      }),
    ]),
  );

  const same = await sameVectors(encoder);
  console.log(
    `${same.texts} texts: largest difference alone/batched ${same.batch.toExponential(1)}, ` +
      `to the pipeline ${same.piped.toExponential(1)}, values not finite ${same.infinite}\n`,
  );

  const folder = mkdtempSync(join(tmpdir(), 'encoder-'));
  const shape = join(folder, 'shape.onnx');
  const own = join(FOLDER, NAME, 'onnx/model.onnx');
  execFileSync('/usr/bin/python3', [join(HERE, 'baseline_shape.py'), shape]);
  const rows = [['pieces per text', `${NAME}, texts/s`, 'MiniLM-L6 shape, texts/s', 'ratio']];
  for (const length of [32, 128, 512]) {
    const [a, b] = [await speed(own, length), await speed(shape, length)];
    rows.push([String(length), a.toFixed(0), b.toFixed(0), (a / b).toFixed(1)]);
  }
  rmSync(folder, { recursive: true });
  console.log(
    `Throughput of onnxruntime-node, ${THREADS} threads, batches of 32; ${(statSync(own).size / 1e6).toFixed(1)} MB\n`,
  );
  console.log(table(rows));
}

await main();
