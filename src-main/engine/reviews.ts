import * as v from 'valibot';
import { ReviewBook } from '@core/engine/review-book';
import { reviewEntry } from '@core/engine/write-review';
import { type ReviewEntry, ReviewEntrySchema, type ReviewRequest } from '@core/model/review';
import type { Journal } from '@core/ports/journal';
import { openJournal } from '../adapters/workspace/journal';

export const REVIEWS_FILE = 'reviews.jsonl';

interface OpenReviews {
  journal: Journal<ReviewEntry>;
  book: ReviewBook;
  /** Byte up to which the journal is in the book. */
  read: number;
  damaged: { line: number; reason: string }[];
  queue: Promise<unknown>;
}

const open = new Map<string, OpenReviews>();

/** Reviews of a workspace as they are now, whoever wrote them, and lines of the journal that hold none. */
export async function readReviews(workspace: string): Promise<Pick<OpenReviews, 'book' | 'damaged'>> {
  return inTurn(workspace, async (reviews) => {
    await catchUp(reviews);
    return reviews;
  });
}

/** Writes what a reviewer says of a pair; resolves once it survives a crash. */
export async function saveReview(workspace: string, request: ReviewRequest): Promise<void> {
  await writeReviews(workspace, (book) => [reviewEntry(request, { book, now: Date.now() })]);
}

/** Writes entries made from the reviews as they are now. */
export async function writeReviews(
  workspace: string,
  make: (book: ReviewBook) => readonly ReviewEntry[],
): Promise<void> {
  await inTurn(workspace, async (reviews) => {
    await catchUp(reviews);
    await reviews.journal.append(make(reviews.book));
    await catchUp(reviews);
  });
}

async function catchUp(reviews: OpenReviews): Promise<void> {
  const { entries, damaged, end } = await reviews.journal.read(reviews.read);
  reviews.book.add(entries);
  reviews.damaged.push(...damaged);
  reviews.read = end;
}

/** One at a time: an entry must not be read twice, nor be written on a state that is no longer true. */
function inTurn<T>(workspace: string, use: (reviews: OpenReviews) => Promise<T>): Promise<T> {
  const reviews = open.get(workspace) ?? {
    journal: openJournal(workspace, REVIEWS_FILE, (value) => v.parse(ReviewEntrySchema, value)),
    book: new ReviewBook(),
    read: 0,
    damaged: [],
    queue: Promise.resolve(),
  };
  open.set(workspace, reviews);
  const result = reviews.queue.then(() => use(reviews));
  reviews.queue = result.catch(() => {});
  return result;
}
