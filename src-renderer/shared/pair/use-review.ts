import { useCallback, useMemo, useState } from 'react';
import type { PairDetail } from '@core/model/api/pair';
import type { ArmName } from '@core/model/arm';
import type { ReviewContent, ReviewEntry, ReviewRequest } from '@core/model/review';
import { useReviewHistory } from './review-history';
import { useReviewer } from './reviewer';
import type { Side } from './sides';

type Verdict = ReviewRequest['verdict'];
type Change = Partial<Omit<ReviewContent, 'verdict'>> & { verdict?: Verdict };

/** One of the four labels as it stands for this pair. */
export interface VerdictChoice {
  verdict: NonNullable<Verdict>;
  label: string;
  isChosen: boolean;
  mark: ArmName | null;
}

/** What was to be done when the reviewer's name was missing. */
export interface Asking {
  save: ((name: string) => void) | null;
}

interface ReviewOptions {
  workspace: string;
  pair: PairDetail;
  own: ReviewEntry | null;
  sides: readonly [Side, Side];
  seed: number | null;
  onNext: (() => void) | undefined;
}

const NOTHING: ReviewContent = { verdict: null, tags: [], severity: null, note: '' };

/** The reviewer's label of one pair and how to change it; asks for the name where it is not known. */
export function useReview({ workspace, pair, own, sides, seed, onNext }: ReviewOptions) {
  const { name, advance } = useReviewer();
  const write = useReviewHistory((state) => state.write);
  const [asking, setAsking] = useState<Asking | null>(null);
  const content = useMemo(
    (): ReviewContent => (pair.blind === null ? (own ?? NOTHING) : { ...NOTHING, ...pair.noted }),
    [pair, own],
  );
  const change = useCallback(
    (changes: Change) => {
      const save = (reviewer: string): void => {
        const request = (said: Omit<ReviewContent, 'verdict'> & { verdict: Verdict }): ReviewRequest => ({
          requestId: pair.requestId,
          reviewer,
          verdict: said.verdict,
          tags: [...said.tags],
          severity: said.severity,
          note: said.note,
          blind: seed === null ? null : { seed },
        });
        const before = request(content);
        const after = request({ ...content, ...changes });
        void write({ workspace, before, after }).then((saved) => {
          // Blind, the arms are revealed first; going on is the reviewer's own step.
          const goesOn = saved && advance && seed === null && (changes.verdict ?? null) !== null;
          if (goesOn) onNext?.();
        });
      };
      if (name === null) setAsking({ save });
      else save(name);
    },
    [workspace, pair.requestId, content, seed, name, advance, write, onNext],
  );
  const choices = useMemo(() => {
    const hidden = pair.blind !== null;
    const better = (side: Side): VerdictChoice => {
      const verdict = side.arm ?? side.place;
      const who = side.arm === null ? side.place : side.arm === 'prod' ? 'production' : 'shadow';
      return { verdict, label: `${who} better`, isChosen: content.verdict === verdict, mark: side.arm };
    };
    const plain = (verdict: 'tie' | 'both-bad', label: string): VerdictChoice => ({
      verdict,
      label,
      isChosen: !hidden && content.verdict === verdict,
      mark: null,
    });
    return [better(sides[0]), better(sides[1]), plain('tie', 'tie'), plain('both-bad', 'both bad')];
  }, [pair, content, sides]);
  return { content, change, choices, asking, setAsking };
}
