import type { ReactNode } from 'react';

export interface PairViewProps {
  workspace: string;
  requestId: string;
  /** Request ids of the next pairs, fetched ahead. */
  upcoming?: readonly string[];
  onNext?: (() => void) | undefined;
  onPrevious?: (() => void) | undefined;
  /** Shows another pair, after an undo or a jump. */
  onShow?: (requestId: string) => void;
  /** Place in the queue, from 1. */
  position?: { index: number; total: number };
  /** Seed of the sides where the arms are hidden until they are labelled. */
  blindSeed?: number | null;
  /** More buttons for the top line, e.g. to show it full screen. */
  actions?: ReactNode;
}
