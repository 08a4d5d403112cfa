import { create } from 'zustand';

interface FilterEditorState {
  /** What is edited: a new condition (null), or the one at this place of the filter; undefined while it is closed. */
  editing: number | null | undefined;
  edit: (index: number | null) => void;
  close: () => void;
}

/** Whether the filter's editor is open. */
export const useFilterEditor = create<FilterEditorState>()((set) => ({
  editing: undefined,
  edit: (editing) => set({ editing }),
  close: () => set({ editing: undefined }),
}));
