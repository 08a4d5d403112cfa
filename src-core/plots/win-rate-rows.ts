import type { LengthTrust, TrustReport } from '../model/judge-trust';
import type { WinRateRow } from './win-rate-plot';

const WITHHELD: Readonly<Record<NonNullable<LengthTrust['withheld']>, string>> = {
  'no-lengths': 'the lengths of the outputs are not known',
  'no-spread': 'all scores are alike',
  'no-overlap': 'length and model cannot be separated here',
  'no-fit': 'the data do not tell length and model apart',
};

/** The win rate by every way of counting, in the order in which they are shown. */
export function winRateRows({ winRates, length, corrected }: TrustReport): WinRateRow[] {
  return [
    { label: 'Mean of all games', figure: winRates.gameMean },
    { label: 'Strict: a win in both orders', figure: winRates.strict },
    { label: 'Strict, without ties', figure: winRates.decisive },
    {
      label: 'At equal length',
      figure: length.controlled,
      ...(length.withheld !== null && { note: WITHHELD[length.withheld] }),
    },
    ...(length.styleControlled
      ? [{ label: 'At equal length and style', figure: length.styleControlled }]
      : []),
    ...(corrected === null
      ? [{ label: 'Corrected by people', figure: null, note: 'no judged pair is labelled yet' }]
      : [
          {
            label: 'Corrected by people',
            figure: corrected.predictionPowered,
            note: 'needs at least two labelled pairs',
          },
          ...(corrected.roganGladen
            ? [{ label: 'Corrected, without ties', figure: corrected.roganGladen }]
            : []),
        ]),
  ];
}
