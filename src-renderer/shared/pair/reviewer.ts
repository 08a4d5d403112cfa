import { create } from 'zustand';

const NAME_KEY = 'gnomon-reviewer';
const ADVANCE_KEY = 'gnomon-review-advance';

interface ReviewerState {
  /** Whose labels these are; null until it is said. */
  name: string | null;
  /** Go on to the next pair after a verdict. */
  advance: boolean;
  setName: (name: string) => void;
  setAdvance: (advance: boolean) => void;
}

/** Who reviews at this window, kept for the next start. */
export const useReviewer = create<ReviewerState>()((set) => ({
  name: localStorage.getItem(NAME_KEY),
  advance: localStorage.getItem(ADVANCE_KEY) !== 'no',
  setName: (name) => {
    localStorage.setItem(NAME_KEY, name);
    set({ name });
  },
  setAdvance: (advance) => {
    localStorage.setItem(ADVANCE_KEY, advance ? 'yes' : 'no');
    set({ advance });
  },
}));
