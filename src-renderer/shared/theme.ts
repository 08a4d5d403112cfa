import { create } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';

const STORAGE_KEY = 'gnomon-theme';
const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

interface ThemeState {
  theme: Theme;
  /** system → light → dark → system; kept for the next start. */
  next: () => void;
}

export const useTheme = create<ThemeState>()((set, get) => ({
  theme: storedTheme(),
  next: () => {
    const theme = NEXT[get().theme];
    localStorage.setItem(STORAGE_KEY, theme);
    applyTheme(theme);
    set({ theme });
  },
}));

/** Puts the kept theme into force. Call before the first paint. */
export function applyStoredTheme(): void {
  applyTheme(storedTheme());
}

function storedTheme(): Theme {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
