import type { TrustFigure } from './judge-trust';

/** What a report says of the judge: figures without the lists of pairs behind them. */
export interface JudgedPart {
  config: string;
  model: string;
  /** Level of each one-sided bound. */
  level: number;
  judged: number;
  unjudged: number;
  byRule: number;
  representative: boolean;
  wins: number;
  ties: number;
  losses: number;
  /** Win rates of the shadow by every way of counting; a note where one is withheld. */
  winRates: readonly { label: string; figure: TrustFigure | null; note: string | null }[];
  figures: readonly { label: string; figure: TrustFigure; unit: string }[];
  /** Exact p of no preference for a place; null when nothing was decided. */
  orderP: number | null;
  /** People in rows, the judge in columns: production, tie, shadow. */
  people: {
    n: number;
    kappa: TrustFigure | null;
    table: readonly (readonly number[])[];
  } | null;
  alarms: readonly { severity: 'alarm' | 'notice'; text: string }[];
}
