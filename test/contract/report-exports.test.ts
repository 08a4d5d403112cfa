import * as v from 'valibot';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { annotatePairs } from '@core/engine/annotate-pairs';
import { recomputeReport } from '@core/engine/recompute-report';
import { AppError } from '@core/model/app-error';
import { DEFAULT_PLAN } from '@core/model/plan';
import type { ReportFormat } from '@core/model/report';
import { parseReport } from '@core/report/render-json';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type SignFlags, signCommand } from '../../src-main/cli/sign';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { hashJson } from '../../src-main/engine/hash-json';
import { reportModel, writeReport } from '../../src-main/engine/make-report';
import { writeReopened } from '../../src-main/engine/reopen-report';
import { signOff, signOffState } from '../../src-main/engine/sign-offs';

const PAIRS = 120;
const options = { plan: DEFAULT_PLAN };

let folder: string;
let path: string;
let engine: GnomonEngine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-report-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  await writeFile(join(folder, 'log.jsonl'), lines(0, PAIRS));
  engine = new GnomonEngine();
  ({ path } = await engine.importLogs({
    paths: [join(folder, 'log.jsonl')],
    workspace: join(folder, 'workspace'),
  }));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

function lines(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, i) => from + i)
    .map((i) =>
      JSON.stringify({
        request_id: `r-${i}`,
        timestamp: new Date(Date.UTC(2026, 2, 1, 0, i)).toISOString(),
        prompt: `Question ${i}? Write to ann${i}@example.org`,
        semantic_similarity: i % 10 === 9 ? null : 0.9 + (i % 10) / 100,
        prod: { model: 'old', response: `Answer ${i} is ${i}.`, error: null, latency_ms: 100 + i },
        shadow:
          i % 20 === 3
            ? { model: 'new', response: null, error: 'timeout after 30 s', latency_ms: null }
            : {
                model: 'new',
                response: `Answer ${i} is ${i + (i % 7 === 0 ? 1 : 0)}.`,
                error: null,
                latency_ms: 90 + i,
              },
        tags: { route: i % 2 ? 'chat' : 'search' },
      }),
    )
    .join('\n');
}

async function written(format: ReportFormat): Promise<string> {
  const parts: Buffer[] = [];
  await writeReport(engine, path, {
    ...options,
    format,
    write: async (chunk) => void parts.push(Buffer.from(chunk as string)),
  });
  return Buffer.concat(parts).toString('utf8');
}

describe('examples', () => {
  test('follow their rules, quote a pair once, and say how many there were', async () => {
    const { examples } = await reportModel(engine, path, options);
    const seqs = examples.groups.flatMap((group) => group.examples.map(({ seq }) => seq));
    expect(new Set(seqs).size).toBe(seqs.length);
    const failed = examples.groups.find(({ id }) => id === 'shadow-failed');
    expect(failed?.of).toBe(6);
    expect(failed?.examples.map(({ requestId }) => requestId)).toEqual(['r-3', 'r-23']);
    expect(failed?.examples[0]?.shadow).toMatchObject({
      state: 'failed',
      excerpt: { text: 'timeout after 30 s' },
    });
    const least = examples.groups.find(({ id }) => id === 'least-alike');
    expect(least?.rule).toMatch(/^2 of 1\d\d pairs with a similarity/);
    expect(examples.groups.at(-1)?.id).toBe('usual');
  });

  test('are redacted before they are cut, and the report says how often', async () => {
    const { examples } = await reportModel(engine, path, options);
    expect(JSON.stringify(examples)).not.toContain('@example.org');
    const quoted = examples.groups.flatMap((group) => group.examples).length;
    expect(examples.redaction).toEqual({
      kinds: ['e-mail addresses', 'phone numbers', 'keys and passwords'],
      replaced: quoted,
    });
    const whole = await reportModel(engine, path, { ...options, redaction: null });
    expect(JSON.stringify(whole.examples)).toContain('@example.org');
  });
});

describe('JSON', () => {
  test('opened again gives the same bytes and the same pages, decided anew', async () => {
    const json = await written('json');
    const model = parseReport(json);
    expect(recomputeReport(model, hashJson)).toEqual({ model, differing: [] });
    for (const format of ['json', 'html', 'md', 'junit'] as const) {
      let again = '';
      await writeReopened(json, { format, write: async (chunk) => void (again += String(chunk)) });
      expect([format, again === (await written(format))]).toEqual([format, true]);
    }
  });

  test.each([
    ['a verdict', '"verdict": "NOT-ENOUGH-DATA"', '"verdict": "GO"', 'decision'],
    ['the words of the ladder', 'Nothing goes live.', 'Everything goes live.', 'roll-out plan'],
    ['what is unknown', '"sentences": [\n    "', '"sentences": [\n    "Not ', 'summary'],
    ['the hash of the plan', '"hashes": {\n    "plan": "', '"hashes": {\n    "plan": "0', 'hashes'],
  ])('%s that was edited is found, since it is computed anew', async (_what, text, edited, part) => {
    const json = await written('json');
    expect(json).toContain(text);
    await expect(
      writeReopened(json.replace(text, edited), { format: 'html', write: async () => {} }),
    ).rejects.toThrow(part);
  });

  test('a decision that does not follow from its figures is refused', async () => {
    const forged = (await written('json')).replace('"verdict": "NOT-ENOUGH-DATA"', '"verdict": "GO"');
    await expect(writeReopened(forged, { format: 'html', write: async () => {} })).rejects.toThrow(
      'does not follow from its own figures',
    );
  });
});

describe('LLM Comparator', () => {
  beforeAll(() =>
    engine.withWorkspace(path, async (db) => {
      await annotatePairs(
        db,
        ['judge_score'],
        [
          [0, 0],
          [1, 0.75],
          [2, 0.5],
        ],
      );
      await annotatePairs(db, ['label'], [[4, 'prod']]);
    }),
  );

  test('holds every pair with two texts; an unjudged one has no score, and is no tie', async () => {
    const file = JSON.parse(await written('llm-comparator')) as LlmComparator;
    expect(file.models).toEqual([{ name: 'old' }, { name: 'new' }]);
    expect(file.examples).toHaveLength(PAIRS - 6);
    const scores = new Map(
      file.examples.map((example) => [example.custom_fields['request id'], example.score]),
    );
    expect(['r-0', 'r-1', 'r-2', 'r-4', 'r-5'].map((id) => scores.get(id))).toEqual([1, -0.5, 0, 1, null]);
  });

  test('is what the tool declares that it reads, and its loader can take', async () => {
    const file: unknown = JSON.parse(await written('llm-comparator'));
    const found = v.safeParse(COMPARATOR_FILE, file);
    expect(found.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)).toBeUndefined();
    const { metadata, examples } = file as LlmComparator;
    for (const example of examples) {
      // Its loader takes each declared field out of every example, and charts values by their type.
      const wrong = metadata.custom_fields_schema.filter(
        ({ name, type }) => !fits(example.custom_fields[name], type),
      );
      expect(wrong).toEqual([]);
    }
    expect(examples[0]?.tags).toEqual([expect.stringMatching(/^route: (chat|search)$/)]);
  });
});

/**
 * The format as its README and client/lib/types.ts give it (github.com/PAIR-code/llm-comparator, 2024): required fields,
 * scores from −1.5 to 1.5 with A's side positive, null for none; `index` is assigned on loading.
 */
const SCORE = v.nullable(v.pipe(v.number(), v.minValue(-1.5), v.maxValue(1.5)));
const COMPARATOR_FILE = v.strictObject({
  metadata: v.strictObject({
    source_path: v.string(),
    custom_fields_schema: v.array(
      v.strictObject({
        name: v.string(),
        type: v.picklist([
          'number',
          'string',
          'category',
          'text',
          'url',
          'image_path',
          'image_byte',
          'per_model_boolean',
          'per_model_number',
          'per_model_category',
          'per_model_text',
          'per_rating_string',
          'per_rating_per_model_category',
        ]),
      }),
    ),
  }),
  models: v.strictTuple([v.strictObject({ name: v.string() }), v.strictObject({ name: v.string() })]),
  examples: v.array(
    v.strictObject({
      input_text: v.string(),
      tags: v.array(v.string()),
      output_text_a: v.string(),
      output_text_b: v.string(),
      score: SCORE,
      individual_rater_scores: v.array(
        v.strictObject({
          score: SCORE,
          rating_label: v.nullable(v.string()),
          is_flipped: v.nullable(v.boolean()),
          rationale: v.nullable(v.string()),
          custom_fields: v.record(v.string(), v.union([v.string(), v.array(v.nullable(v.string()))])),
        }),
      ),
      rationale_list: v.array(v.strictObject({ rationale: v.string(), similarities: v.array(v.number()) })),
      custom_fields: v.record(
        v.string(),
        v.union([v.null(), v.number(), v.string(), v.array(v.nullable(v.number()))]),
      ),
    }),
  ),
});

function fits(value: unknown, type: string): boolean {
  if (type === 'per_model_number') return Array.isArray(value) && value.length === 2;
  return type === 'number' ? value === null || typeof value === 'number' : typeof value === 'string';
}

interface LlmComparator {
  metadata: { custom_fields_schema: { name: string; type: string }[] };
  models: { name: string }[];
  examples: {
    score: number | null;
    tags: string[];
    custom_fields: Record<string, unknown>;
    [field: string]: unknown;
  }[];
}

test('OpenTelemetry: a gen_ai.evaluation.result for each criterion and each measured pair, none for others', async () => {
  const events = (await written('otel'))
    .trim()
    .split('\n')
    .flatMap((line) => {
      const { resourceLogs } = JSON.parse(line) as { resourceLogs: ResourceLogs[] };
      return resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    });
  expect(new Set(events.map(({ eventName }) => eventName))).toEqual(new Set(['gen_ai.evaluation.result']));
  const all = events.map(({ attributes }) =>
    Object.fromEntries(attributes.map(({ key, value }) => [key, value])),
  );
  const named = (name: string) => all.filter((each) => each['gen_ai.evaluation.name']?.stringValue === name);
  expect(named('rollout')[0]?.['gen_ai.evaluation.score.label']?.stringValue).toBe('fail');
  // An unmeasured criterion has a label and no score; 0 would be one.
  expect(named('win_rate')[0]).not.toHaveProperty('gen_ai.evaluation.score.value');
  // Eleven in twelve pairs carry a similarity; the six in which the shadow failed carry the log's too.
  expect(named('similarity')).toHaveLength(PAIRS - PAIRS / 10 + 1);
  expect(named('similarity')[1]?.['gen_ai.response.id']?.stringValue).toBe('r-0');
  expect(events[6]?.timeUnixNano).toBe(`${Date.UTC(2026, 2, 1)}000000`);
});

interface ResourceLogs {
  scopeLogs: {
    logRecords: {
      eventName: string;
      timeUnixNano: string;
      attributes: { key: string; value: { stringValue?: string; doubleValue?: number } }[];
    }[];
  }[];
}

describe('sign-off', () => {
  const request = (changes: object) => ({
    approver: 'M. Sato',
    decision: 'do-not-roll-out',
    reason: '',
    ...changes,
  });

  test('an override needs a reason, and figures that have changed are not signed', async () => {
    const overview = await engine.overview(path, DEFAULT_PLAN);
    const { hashes } = await signOffState(overview);
    const override = request({ decision: 'roll-out', evidenceHash: hashes.evidence }) as never;
    await expect(signOff(overview, override, 1)).rejects.toThrow('needs a reason');
    const stale = request({ evidenceHash: 'f'.repeat(64) }) as never;
    await expect(signOff(overview, stale, 1)).rejects.toThrow(AppError);
    expect((await signOffState(overview)).signOffs).toEqual([]);
  });

  test('is journalled with both hashes, stands in the report, and a torn line does not hide it', async () => {
    const overview = await engine.overview(path, DEFAULT_PLAN);
    const { hashes } = await signOffState(overview);
    await signOff(overview, request({ evidenceHash: hashes.evidence }) as never, Date.UTC(2026, 2, 2));
    await appendFile(join(path, 'decisions.jsonl'), '{"at":1');
    const state = await signOffState(overview);
    expect(state.signOffs).toMatchObject([
      { approver: 'M. Sato', override: false, planHash: hashes.plan, evidenceHash: hashes.evidence },
    ]);
    expect(state.damaged).toHaveLength(1);
    expect(state.baseline).toMatchObject({ sameEvidence: true, samePlan: true, stillHolds: true });
    expect(await written('md')).toContain('M. Sato');
  });

  test('is signed and shown on the command line too', async () => {
    const said: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    try {
      const sign = (flags: SignFlags) => signCommand(path, flags, engine);
      await expect(sign({ approver: 'B. Ito', decision: 'roll-out' })).rejects.toThrow('needs a reason');
      await expect(sign({ decision: 'do-not-roll-out' })).rejects.toThrow('name is missing');
      await sign({ approver: 'B. Ito', decision: 'roll-out', reason: 'It is switched off.' });
      expect(said.join('')).toMatch(
        /M\. Sato {2}Do not roll out[\s\S]*B\. Ito {2}Roll out \(override\): It is/,
      );
      expect(said.join('')).toContain('exactly the figures and the plan that were signed last');
    } finally {
      write.mockRestore();
    }
    expect(await written('md')).toContain('It is switched off.');
  });

  test('a later import is compared with what was signed', async () => {
    await writeFile(join(folder, 'later.jsonl'), lines(PAIRS, 3 * PAIRS));
    await engine.importLogs({ paths: [join(folder, 'later.jsonl')], workspace: path });
    const { baseline, signOffs } = await reportModel(engine, path, options);
    expect(signOffs).toHaveLength(2);
    expect(baseline).toMatchObject({ pairs: [PAIRS, 3 * PAIRS], sameEvidence: false });
    const journal = await readFile(join(path, 'decisions.jsonl'), 'utf8');
    expect(journal.split('\n')[0]).toContain('"pairs":120');
  });
});
