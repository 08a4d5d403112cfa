import { createRedactor } from '../judge/redact';
import type { Redaction } from '../model/judge';
import { FLAG_WORDS, type FlagKind } from '../model/meaning';
import type { Manifest } from '../model/workspace';
import type { Database, SqlValue } from '../ports/database';
import type { PairTexts, WorkspaceStore } from '../ports/workspace-store';
import { identifier } from '../sql/pairs-table';

/** Pairs whose texts are in memory together. */
const PAGE = 500;
/** LLM Comparator holds a whole file in a browser tab; beyond this it is no longer usable. */
const MOST_COMPARED = 10_000;

type Row = Record<string, SqlValue> & {
  seq: number;
  request_id: string;
  judge_score: number | null;
  label: string | null;
  similarity: number | null;
  meaning_class: string | null;
  meaning_flags: string | null;
};

/**
 * Pairs that both arms answered with a text, as LLM Comparator's JSON (github.com/PAIR-code/llm-comparator): A is
 * production, B the shadow, scores positive where A is better. An unjudged pair's score is null, which that tool
 * counts as unknown, never as a tie. Judged and labelled pairs come first, then a fixed random order.
 */
export async function* exportLlmComparator(
  db: Database,
  store: WorkspaceStore,
  { sources, redaction }: { sources: readonly string[]; redaction: Redaction | null },
): AsyncGenerator<string> {
  const { models, tagKeys } = store.manifest;
  const redactor = redaction && createRedactor(redaction);
  const redact = (text: string): string => redactor?.redact(text) ?? text;
  yield `{"metadata":${JSON.stringify({ source_path: sources.join(', '), custom_fields_schema: SCHEMA })},"models":${JSON.stringify(
    [{ name: models.prod ?? 'production' }, { name: models.shadow ?? 'shadow' }],
  )},"examples":[`;
  const seqs = await db.query<{ seq: number }>(
    `SELECT seq FROM pairs WHERE outcome = 0
     ORDER BY coalesce(judge_score, CASE WHEN label IS NULL THEN NULL ELSE 0.5 END) IS NULL, hash(seq + 1), seq LIMIT ${MOST_COMPARED}`,
  );
  let first = true;
  for (let at = 0; at < seqs.length; at += PAGE) {
    const page = seqs.slice(at, at + PAGE).map(({ seq }) => seq);
    const [rows, texts] = await Promise.all([pairRows(db, tagKeys, page), store.readTexts(page)]);
    const lines = page.flatMap((seq, index) => {
      const row = rows.get(seq);
      const example = row && exampleOf(row, texts[index]!, { tagKeys, redact });
      return example === null || example === undefined ? [] : [JSON.stringify(example)];
    });
    if (lines.length === 0) continue;
    yield `${first ? '' : ','}\n${lines.join(',\n')}`;
    first = false;
  }
  yield '\n]}\n';
}

const SCHEMA = [
  { name: 'request id', type: 'string' },
  { name: 'similarity', type: 'number' },
  { name: 'meaning', type: 'category' },
  { name: 'what differs', type: 'string' },
  { name: 'latency, ms', type: 'per_model_number' },
  { name: 'tokens out', type: 'per_model_number' },
  { name: 'cost, USD', type: 'per_model_number' },
] as const;

async function pairRows(
  db: Database,
  tagKeys: Manifest['tagKeys'],
  seqs: readonly number[],
): Promise<Map<number, Row>> {
  const tags = tagKeys.map((key, index) => `, ${identifier(`tag.${key}`)} AS t${index}`).join('');
  const rows = await db.query<Row>(
    `SELECT seq, request_id, judge_score, label, similarity, meaning_class, meaning_flags, prod_latency_ms,
     shadow_latency_ms, prod_tokens_out, shadow_tokens_out, prod_cost_usd, shadow_cost_usd${tags}
     FROM pairs WHERE seq IN (${seqs.join(', ')})`,
  );
  return new Map(rows.map((row) => [row.seq, row]));
}

function exampleOf(
  row: Row,
  { prompt, messages, prodResponse, shadowResponse }: PairTexts,
  { tagKeys, redact }: { tagKeys: readonly string[]; redact: (text: string) => string },
) {
  if (prodResponse === null || shadowResponse === null) return null;
  const flags = (row.meaning_flags ?? '').split(',').filter(Boolean) as FlagKind[];
  const byArm = (name: string) => [row[`prod_${name}`] ?? null, row[`shadow_${name}`] ?? null];
  return {
    input_text: redact(prompt ?? messages ?? ''),
    tags: tagKeys.flatMap((key, index) => {
      const value = row[`t${index}`];
      return value === null || value === undefined ? [] : [`${key}: ${value}`];
    }),
    output_text_a: redact(prodResponse),
    output_text_b: redact(shadowResponse),
    score: scoreOf(row),
    individual_rater_scores: ratings(row),
    rationale_list: [],
    custom_fields: {
      'request id': row.request_id,
      similarity: row.similarity,
      meaning: row.meaning_class ?? '',
      'what differs': flags.map((flag) => FLAG_WORDS[flag].label).join(', '),
      'latency, ms': byArm('latency_ms'),
      'tokens out': byArm('tokens_out'),
      'cost, USD': byArm('cost_usd'),
    },
  };
}

const PERSON = { prod: 1, shadow: -1, tie: 0, 'both-bad': 0 } as const;
const PERSON_LABEL = { prod: 'A is better', shadow: 'B is better', tie: 'same', 'both-bad': 'same' } as const;

function isLabel(label: string | null): label is keyof typeof PERSON {
  return label !== null && Object.hasOwn(PERSON, label);
}

/** The judge's score turned to that tool's scale, or a person's where no judge was asked; null: unknown. */
function scoreOf({ judge_score: judged, label }: Row): number | null {
  if (judged !== null) return 1 - 2 * judged;
  return isLabel(label) ? PERSON[label] : null;
}

function ratings({ judge_score: judged, label }: Row) {
  const judge =
    judged === null
      ? []
      : [
          {
            score: 1 - 2 * judged,
            rating_label: judged < 0.5 ? 'A is better' : judged > 0.5 ? 'B is better' : 'same',
            is_flipped: false,
            rationale: 'Mean over the judge’s games in both orders.',
            custom_fields: {},
          },
        ];
  const person = isLabel(label)
    ? [
        {
          score: PERSON[label],
          rating_label: PERSON_LABEL[label],
          is_flipped: false,
          rationale: label === 'both-bad' ? 'A person: both are bad.' : 'A person’s choice.',
          custom_fields: {},
        },
      ]
    : [];
  return [...judge, ...person];
}
