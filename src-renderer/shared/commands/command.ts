/** One thing that the analyst can do: the palette, the keys and the help overlay all come from the same list. */
export interface Command {
  /** Stable name, e.g. `logs.open`. */
  id: string;
  title: string;
  group: 'Go to' | 'Explore' | 'Pair' | 'Workspace' | 'Report' | 'View' | 'Help';
  /** Keys in order, e.g. `g o`, `mod+k`, `?`; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys?: string;
  /** Where the focus must be for the keys to count; absent: anywhere. */
  within?: () => Element | null;
  /** Holding the keys down runs it again and again. */
  repeats?: boolean;
  run: () => void;
}
