import type { ReviewHistory, ReviewStep } from '../model/api/review';
import type { ReviewContent, ReviewEntry } from '../model/review';

/** Changes that can be undone. */
const LONGEST = 200;

const NOTHING: ReviewContent = { verdict: null, tags: [], severity: null, note: '' };

/**
 * One reviewer's changes in the order of the journal. The journal holds undone changes as changes back: one that takes
 * the latest step back, or makes the step that was taken back last again, is read as what it was.
 */
export class ReviewTrail {
  private past: ReviewStep[] = [];
  private future: ReviewStep[] = [];

  /** @param former what the reviewer said of the pair before; null where that was nothing */
  add(former: ReviewEntry | null, entry: ReviewEntry): void {
    // Imported votes are no reviewer's doing in this window.
    if (entry.how.kind === 'imported') return;
    const { requestId } = entry;
    const step = { requestId, before: contentOf(former ?? NOTHING), after: contentOf(entry) };
    const [last, next] = [this.past.at(-1), this.future.at(-1)];
    if (
      last &&
      last.requestId === requestId &&
      same(last.before, step.after) &&
      same(last.after, step.before)
    ) {
      this.future.push(last);
      this.past.pop();
    } else if (next && next.requestId === requestId && same(next.after, step.after)) {
      this.past.push(next);
      this.future.pop();
    } else {
      this.past.push(step);
      this.future = [];
    }
    if (this.past.length > LONGEST) this.past.shift();
  }

  now(): ReviewHistory {
    return { past: [...this.past], future: [...this.future] };
  }
}

function contentOf({ verdict, tags, severity, note }: ReviewContent): ReviewContent {
  return { verdict, tags, severity, note };
}

function same(a: ReviewContent, b: ReviewContent): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
