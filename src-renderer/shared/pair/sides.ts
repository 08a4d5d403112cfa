import type { ArmDetail, PairDetail } from '@core/model/api/pair';
import type { ArmName } from '@core/model/arm';
import type { ReviewEntry } from '@core/model/review';

/** One column of a pair. */
export interface Side {
  place: 'left' | 'right';
  /** Null while the arms are hidden. */
  arm: ArmName | null;
  /** The output as it was logged. */
  text: string | null;
  /** Null while the arms are hidden. */
  detail: ArmDetail | null;
}

/**
 * The two columns: production left, as everywhere; hidden arms as the seed gives them; and what was labelled blind stays
 * where it stood when its arms are revealed.
 */
export function sidesOf(pair: PairDetail, own: ReviewEntry | null, keepBlindOrder: boolean): [Side, Side] {
  if (pair.blind !== null)
    return [
      { place: 'left', arm: null, text: pair.left.response, detail: null },
      { place: 'right', arm: null, text: pair.right.response, detail: null },
    ];
  const left = keepBlindOrder && own?.how.kind === 'blind' ? own.how.left : 'prod';
  const side = (place: Side['place'], arm: ArmName): Side => ({
    place,
    arm,
    text: pair.arms[arm].response,
    detail: pair.arms[arm],
  });
  return [side('left', left), side('right', left === 'prod' ? 'shadow' : 'prod')];
}

/** What the reviewer says of the pair now. */
export function ownReview(pair: PairDetail, reviewer: string | null): ReviewEntry | null {
  if (pair.blind !== null || reviewer === null) return null;
  return pair.reviews.find((review) => review.reviewer === reviewer) ?? null;
}
