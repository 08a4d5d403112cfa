import { expect, it } from 'vitest';
import { ReviewBook } from '@core/engine/review-book';
import type { ReviewEntry } from '@core/model/review';

let at = 0;
function entry(requestId: string, verdict: ReviewEntry['verdict'], reviewer = 'Ada'): ReviewEntry {
  at += 1;
  return { at, requestId, reviewer, verdict, tags: [], severity: null, note: '', how: { kind: 'open' } };
}

function trail(...entries: ReviewEntry[]): { past: string[]; future: string[] } {
  const book = new ReviewBook();
  book.add(entries);
  const words = book.trailOf('Ada');
  const of = (steps: typeof words.past): string[] =>
    steps.map(({ requestId, before, after }) => `${requestId}: ${before.verdict} → ${after.verdict}`);
  return { past: of(words.past), future: of(words.future) };
}

// Bug caught: after a reload the last label could not be undone, or somebody else's was.
it('rebuilds from the journal what a reviewer can undo', () => {
  expect(trail(entry('a', 'prod'), entry('b', 'tie'), entry('a', 'shadow', 'Bo'), entry('a', 'tie'))).toEqual(
    {
      past: ['a: null → prod', 'b: null → tie', 'a: prod → tie'],
      future: [],
    },
  );
});

// Bug caught: after a reload, undo made the undone label again instead of undoing the one before it.
it('reads a change back as undone, and one that is made again as redone', () => {
  const changes = [entry('a', 'prod'), entry('b', 'tie'), entry('b', null)];
  expect(trail(...changes)).toEqual({ past: ['a: null → prod'], future: ['b: null → tie'] });
  expect(trail(...changes, entry('b', 'tie'))).toEqual({
    past: ['a: null → prod', 'b: null → tie'],
    future: [],
  });
  expect(trail(...changes, entry('c', 'tie')).future).toEqual([]);
});

it('keeps the latest changes of a long review, and no imported votes', () => {
  const many = Array.from({ length: 300 }, (_, i) => entry(`p${i}`, 'tie'));
  const imported: ReviewEntry = { ...entry('v', 'prod'), how: { kind: 'imported', from: 'vote' } };
  const { past } = trail(...many, imported);
  expect([past.length, past[0], past.at(-1)]).toEqual([200, 'p100: null → tie', 'p299: null → tie']);
});
