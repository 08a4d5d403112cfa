import { type Redactor, createRedactor } from '../judge/redact';
import { formatCount, formatLatency, formatPercent, formatSimilarity } from '../model/format';
import type { Redaction } from '../model/judge';
import { FLAG_WORDS, type FlagKind } from '../model/meaning';
import type { ExampleAnswer, ExampleGroup, ReportExample, ReportExamples } from '../model/report';
import type { Database } from '../ports/database';
import type { PairTexts, WorkspaceStore } from '../ports/workspace-store';
import { EXAMPLE_RULES, type ExampleRule, exampleSql } from '../sql/example-queries';
import { excerptOf, sharedStart } from './excerpt';

/** Pairs quoted under each rule. */
const PER_RULE = 2;
/** Characters quoted of a prompt and of an answer. */
const PROMPT_CHARS = 240;
const ANSWER_CHARS = 520;

type Row = {
  seq: number;
  request_id: string;
  ts: number | null;
  outcome: number;
  similarity: number | null;
  meaning_flags: string | null;
  judge_score: number | null;
  label: string | null;
  prod_latency_ms: number | null;
  shadow_latency_ms: number | null;
  prod_state: ExampleAnswer['state'];
  shadow_state: ExampleAnswer['state'];
  of: number;
};

/**
 * Pairs to quote in a report, chosen by the rules of `EXAMPLE_RULES` and by nobody's hand: each pair at most once,
 * rules without a pair left out. Texts are redacted before they are cut.
 */
export async function reportExamples(
  db: Database,
  store: WorkspaceStore,
  redaction: Redaction | null,
): Promise<ReportExamples> {
  const quoted = new Set<number>();
  const groups: ExampleGroup[] = [];
  const redactor = redaction && createRedactor(redaction);
  const redact = (text: string | null): string | null =>
    text === null || redactor === null ? text : redactor.redact(text);
  for (const rule of EXAMPLE_RULES) {
    const rows = await db.query<Row>(exampleSql(rule, PER_RULE + quoted.size));
    const chosen = rows.filter(({ seq }) => !quoted.has(seq)).slice(0, PER_RULE);
    if (chosen.length === 0) continue;
    for (const { seq } of chosen) quoted.add(seq);
    const texts = await store.readTexts(chosen.map(({ seq }) => seq));
    groups.push({
      id: rule.id,
      title: rule.title,
      rule: sentence(rule, { shown: chosen.length, of: chosen[0]!.of }),
      of: chosen[0]!.of,
      examples: chosen.map((row, index) => exampleOf(row, texts[index]!, redact)),
    });
  }
  return { groups, redaction: redaction && { kinds: kindsOf(redaction), replaced: replacedBy(redactor) } };
}

function kindsOf({ emails, phones, keys, patterns }: Redaction): string[] {
  return [
    emails && 'e-mail addresses',
    phones && 'phone numbers',
    keys && 'keys and passwords',
    patterns.length > 0 && `what matches ${patterns.map((pattern) => `/${pattern}/`).join(', ')}`,
  ].filter((kind) => kind !== false);
}

function replacedBy(redactor: Redactor | null): number {
  return (redactor?.counts() ?? []).reduce((sum, { count }) => sum + count, 0);
}

function sentence(rule: ExampleRule, { shown, of }: { shown: number; of: number }): string {
  return of === shown
    ? `${formatCount(of)} ${rule.which}; all are quoted unless they stand above.`
    : `${formatCount(shown)} of ${formatCount(of)} ${rule.which}: ${rule.first}.`;
}

function exampleOf(
  row: Row,
  texts: PairTexts,
  redact: (text: string | null) => string | null,
): ReportExample {
  const [prod, shadow] = [redact(texts.prodResponse), redact(texts.shadowResponse)];
  const from = prod === null || shadow === null ? 0 : sharedStart(prod, shadow);
  const answer = (
    state: ExampleAnswer['state'],
    output: string | null,
    error: string | null,
  ): ExampleAnswer => {
    if (state === 'missing') return { state, excerpt: null };
    const text = state === 'failed' ? redact(error) : output;
    return { state, excerpt: text === null ? null : excerptOf(text, ANSWER_CHARS, from) };
  };
  const prompt = redact(texts.prompt);
  return {
    seq: row.seq,
    requestId: row.request_id,
    timestamp: row.ts,
    facts: factsOf(row),
    prompt: prompt === null ? null : excerptOf(prompt, PROMPT_CHARS),
    prod: answer(row.prod_state, prod, texts.prodError),
    shadow: answer(row.shadow_state, shadow, texts.shadowError),
  };
}

function factsOf(row: Row): string[] {
  const flags = (row.meaning_flags ?? '').split(',').filter(Boolean) as FlagKind[];
  return [
    row.similarity === null ? null : `similarity ${formatSimilarity(row.similarity)}`,
    ...flags.map((flag) => FLAG_WORDS[flag].label.toLowerCase()),
    row.judge_score === null ? null : `judge gives the shadow ${formatPercent(row.judge_score)}`,
    row.label === null ? null : `a person says: ${row.label}`,
    row.prod_latency_ms === null && row.shadow_latency_ms === null
      ? null
      : `${formatLatency(row.prod_latency_ms)} → ${formatLatency(row.shadow_latency_ms)}`,
  ].filter((fact) => fact !== null);
}
