/** A rule by which pairs are chosen to be quoted. */
export interface ExampleRule {
  id: string;
  title: string;
  /** Which pairs fall under it, and which of them come first; both end up in the rule's sentence. */
  where: string;
  order: string;
  which: string;
  first: string;
}

/** In order of weight: a pair is quoted under the first rule that picks it. */
export const EXAMPLE_RULES: readonly ExampleRule[] = [
  {
    id: 'person-prefers-production',
    title: 'A person prefers production’s answer',
    where: "label = 'prod'",
    order: 'ts, seq',
    which: 'pairs in which a reviewer chose production',
    first: 'the earliest',
  },
  {
    id: 'judge-prefers-production',
    title: 'The judge prefers production’s answer',
    where: "judge = 'prod'",
    order: 'judge_score, seq',
    which: 'pairs that the judge gave to production',
    first: 'those with the lowest score',
  },
  {
    id: 'shadow-failed',
    title: 'Only the shadow failed',
    where: 'outcome IN (1, 2)',
    order: 'ts, seq',
    which: 'requests that production answered and the shadow did not',
    first: 'the earliest',
  },
  {
    id: 'meaning-changed',
    title: 'The meaning may have changed',
    where: "meaning_class = 'changed'",
    order: "length(meaning_flags) - length(replace(meaning_flags, ',', '')) DESC, similarity DESC, seq",
    which: 'pairs in which exact checks found a changed number, negation, obligation or the like',
    first: 'those with the most findings, and among them the most alike',
  },
  {
    id: 'least-alike',
    title: 'The least alike answers',
    where: 'outcome = 0 AND similarity IS NOT NULL',
    order: 'similarity, seq',
    which: 'pairs with a similarity',
    first: 'those with the lowest',
  },
  {
    id: 'slower',
    title: 'The shadow was much slower',
    where: 'outcome = 0 AND shadow_latency_ms > prod_latency_ms',
    order: 'shadow_latency_ms - prod_latency_ms DESC, seq',
    which: 'pairs in which the shadow took longer',
    first: 'those with the largest difference',
  },
  {
    id: 'usual',
    title: 'What is usual: drawn by chance',
    where: 'outcome = 0',
    order: 'hash(seq + 1), seq',
    which: 'pairs that both arms answered',
    first: 'drawn by chance in a fixed order, so that nobody chose them',
  },
];

/** Figures of the first pairs under a rule, and how many fall under it, as `of`. */
export function exampleSql({ where, order }: ExampleRule, most: number): string {
  return `SELECT seq, request_id, epoch_ms(ts) AS ts, outcome, similarity, meaning_flags, judge_score, label,
    prod_latency_ms, shadow_latency_ms, prod_state, shadow_state, count(*) OVER () AS of
    FROM pairs WHERE ${where} ORDER BY ${order} LIMIT ${most}`;
}
