/** One thing that the analyst can do: the palette, the keys and the help overlay all come from the same list. */
export interface Command {
  /** Stable name, e.g. `logs.open`. */
  id: string;
  title: string;
  group: 'Go to' | 'Pair' | 'Workspace' | 'Report' | 'View' | 'Help';
  /** Keys in order, e.g. `g o`, `mod+k`, `?`; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys?: string;
  run: () => void;
}
