import type { ReviewHistory } from '../model/api/review';
import { type ReviewEntry, type ReviewVerdict, isWithdrawn } from '../model/review';
import { ReviewTrail } from './review-trail';

/** What each reviewer says of each pair now, from the journal's entries in the order in which they were written. */
export class ReviewBook {
  /** Request id → reviewer → entry. Withdrawn ones leave the pair known with nobody's review. */
  private readonly byPair = new Map<string, Map<string, ReviewEntry>>();
  /** Pairs whose arms a reviewer has been shown, since he gave a verdict, withdrawn or not. */
  private readonly seen = new Map<string, Set<string>>();

  /** Pairs in the order in which something was said of them, so that what is new can be told. */
  private readonly order: string[] = [];

  /** Reviewer → what he changed last, so that it can be undone. */
  private readonly histories = new Map<string, ReviewTrail>();

  add(entries: readonly ReviewEntry[]): void {
    for (const entry of entries) {
      const { requestId, reviewer } = entry;
      const trail = this.histories.get(reviewer) ?? new ReviewTrail();
      this.histories.set(reviewer, trail);
      trail.add(this.byPair.get(requestId)?.get(reviewer) ?? null, entry);
      this.order.push(requestId);
      const reviews = this.byPair.get(requestId) ?? new Map<string, ReviewEntry>();
      this.byPair.set(requestId, reviews);
      // Taken out first, so that the map's order is that of writing.
      reviews.delete(reviewer);
      if (!isWithdrawn(entry)) reviews.set(reviewer, entry);
      if (entry.verdict === null) continue;
      const seen = this.seen.get(requestId) ?? new Set();
      this.seen.set(requestId, seen.add(reviewer));
    }
  }

  /** What a reviewer can undo and redo, oldest first. */
  trailOf(reviewer: string): ReviewHistory {
    return this.histories.get(reviewer)?.now() ?? { past: [], future: [] };
  }

  /** Reviews of one pair, the one written last at the end. */
  of(requestId: string): readonly ReviewEntry[] {
    return [...(this.byPair.get(requestId)?.values() ?? [])];
  }

  /** What the reviewer says of the pair now; null where he gave no verdict. */
  verdictOf(reviewer: string, requestId: string): ReviewVerdict | null {
    return this.byPair.get(requestId)?.get(reviewer)?.verdict ?? null;
  }

  /** Whether the reviewer has ever given a verdict on the pair, and so knows its arms. */
  knows(reviewer: string, requestId: string): boolean {
    return this.seen.get(requestId)?.has(reviewer) ?? false;
  }

  /** Number of entries so far. */
  get length(): number {
    return this.order.length;
  }

  /** Pairs of which something was said after the first `from` entries. */
  changedSince(from: number): ReadonlySet<string> {
    return new Set(this.order.slice(from));
  }

  /** Every pair that was ever reviewed, with its reviews: none where all were withdrawn. */
  *pairs(): Generator<readonly [requestId: string, reviews: readonly ReviewEntry[]]> {
    for (const [requestId, reviews] of this.byPair) yield [requestId, [...reviews.values()]];
  }
}
