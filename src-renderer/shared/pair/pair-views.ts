/** Ways to view two outputs, in the order in which they are offered. */
export const PAIR_VIEWS = ['diff', 'rendered', 'structure', 'code', 'raw'] as const;
export type PairViewName = (typeof PAIR_VIEWS)[number];

export const VIEW_LABEL: Readonly<Record<PairViewName, string>> = {
  diff: 'Differences',
  rendered: 'Rendered',
  structure: 'Structure',
  code: 'Code',
  raw: 'Raw',
};
