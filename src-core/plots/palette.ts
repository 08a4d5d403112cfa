/** The colours of plots, verdicts and reports by custom property; the app's `tokens.css` holds the same values. */
export interface Palette {
  readonly surface: string;
  readonly text: string;
  readonly 'text-faint': string;
  /** Grid lines and rules between rows. */
  readonly line: string;
  readonly 'line-strong': string;
  readonly prod: string;
  readonly shadow: string;
  readonly go: string;
  readonly 'no-go': string;
  readonly undecided: string;
}

/** Text and arm colours keep at least 4.5:1 against `surface`. The arm colours are used for nothing but their arm. */
export const PALETTE: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    surface: '#ffffff',
    text: '#1b1f24',
    'text-faint': '#5e6670',
    line: '#e1e4e8',
    'line-strong': '#8b929b',
    prod: '#22659f',
    shadow: '#b4530b',
    go: '#1a7335',
    'no-go': '#b9232f',
    undecided: '#6a5c00',
  },
  dark: {
    surface: '#15181c',
    text: '#e4e7eb',
    'text-faint': '#949da8',
    line: '#2c323a',
    'line-strong': '#6b747f',
    prod: '#6fb0ea',
    shadow: '#f29a55',
    go: '#56c878',
    'no-go': '#ff8a85',
    undecided: '#d8c756',
  },
};

/** Custom properties of one palette: `--prod: #22659f; --shadow: …`. */
export function paletteCss(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');
}
