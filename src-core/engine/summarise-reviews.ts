import type { Agreement, Disagreement, ReviewSummary, ReviewerSummary } from '../model/api/review';
import { SHOWN_DISAGREEMENTS } from '../model/api/review';
import { REVIEW_VERDICTS, type ReviewEntry, type ReviewVerdict } from '../model/review';
import { agreement } from '../stats/kappa';
import type { ReviewBook } from './review-book';

/** Reviewers whose agreement is told pair by pair: with more the table would be unreadable. */
const MOST_REVIEWERS = 12;

/** Counts, agreement and disagreements of reviewers. @param level of each bound */
export function summariseReviews(
  book: ReviewBook,
  level: number,
): Pick<ReviewSummary, 'labelled' | 'reviewers' | 'tags' | 'agreements' | 'disagreements' | 'level'> {
  const reviewers = new Map<string, Mutable<ReviewerSummary>>();
  const tags = new Map<string, number>();
  const tables = new Map<string, number[][]>();
  const disagreements: Disagreement[] = [];
  let labelled = 0;
  for (const [requestId, reviews] of book.pairs()) {
    const verdicts = reviews.filter(hasVerdict);
    if (verdicts.length > 0) labelled++;
    for (const review of reviews) for (const tag of review.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    for (const review of verdicts) {
      const summary = reviewers.get(review.reviewer) ?? emptySummary(review.reviewer);
      reviewers.set(review.reviewer, summary);
      summary.counts[review.verdict]++;
      if (review.how.kind === 'blind') summary.blind++;
      if (review.how.kind === 'imported') summary.imported++;
      summary.lastAt = Math.max(summary.lastAt, review.at);
    }
    if (verdicts.length < 2) continue;
    const named = verdicts.toSorted((a, b) => (a.reviewer < b.reviewer ? -1 : 1));
    for (const [i, a] of named.entries())
      for (const b of named.slice(i + 1)) {
        const key = JSON.stringify([a.reviewer, b.reviewer]);
        const table = tables.get(key) ?? REVIEW_VERDICTS.map(() => REVIEW_VERDICTS.map(() => 0));
        tables.set(key, table);
        table[REVIEW_VERDICTS.indexOf(a.verdict)]![REVIEW_VERDICTS.indexOf(b.verdict)]!++;
      }
    if (new Set(named.map(({ verdict }) => verdict)).size > 1)
      disagreements.push({ requestId, verdicts: named.map(({ reviewer, verdict }) => [reviewer, verdict]) });
  }
  const shown = [...reviewers.values()].toSorted((a, b) => total(b) - total(a));
  const told = new Set(shown.slice(0, MOST_REVIEWERS).map(({ reviewer }) => reviewer));
  return {
    labelled,
    reviewers: shown,
    tags: [...tags].map(([tag, count]) => ({ tag, count })).toSorted((a, b) => b.count - a.count),
    agreements: [...tables].flatMap(([key, table]) => {
      const [first, second] = JSON.parse(key) as [string, string];
      return told.has(first) && told.has(second) ? [agreementOf(first, second, table, level)] : [];
    }),
    disagreements: {
      total: disagreements.length,
      shown: disagreements.toSorted((a, b) => spread(b) - spread(a)).slice(0, SHOWN_DISAGREEMENTS),
    },
    level,
  };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends object ? Mutable<T[Key]> : T[Key] };
type Verdicted = ReviewEntry & { verdict: ReviewVerdict };

function hasVerdict(review: ReviewEntry): review is Verdicted {
  return review.verdict !== null;
}

function emptySummary(reviewer: string): Mutable<ReviewerSummary> {
  return { reviewer, counts: noVotes(), blind: 0, imported: 0, lastAt: 0 };
}

/** A count of zero for each verdict. */
export function noVotes(): Record<ReviewVerdict, number> {
  return { prod: 0, shadow: 0, tie: 0, 'both-bad': 0 };
}

function total({ counts }: ReviewerSummary): number {
  return REVIEW_VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
}

function agreementOf(first: string, second: string, table: readonly number[][], level: number): Agreement {
  const { n, observed, kappa } = agreement(table, level)!;
  return {
    first,
    second,
    n,
    table,
    observed,
    kappa: kappa?.value ?? null,
    lower: kappa?.lower ?? null,
    upper: kappa?.upper ?? null,
  };
}

/** Production against shadow weighs more than either against a tie. */
function spread({ verdicts }: Disagreement): number {
  const said = new Set(verdicts.map(([, verdict]) => verdict));
  return said.has('prod') && said.has('shadow') ? 1 : 0;
}
