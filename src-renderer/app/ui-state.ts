import { create } from 'zustand';

interface UiState {
  /** Which overlay is open over the frame. */
  overlay: 'palette' | 'keys' | null;
  setOverlay: (overlay: UiState['overlay']) => void;
}

export const useUi = create<UiState>()((set) => ({
  overlay: null,
  setOverlay: (overlay) => set({ overlay }),
}));
