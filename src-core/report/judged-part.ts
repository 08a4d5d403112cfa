import type { JudgedPart } from '../model/judged-part';
import type { TrustFigure, TrustReport } from '../model/judge-trust';
import { winRateRows } from '../plots/win-rate-rows';

/** A trust report as a report prints it. */
export function judgedPart(report: TrustReport): JudgedPart {
  const { config, model, level, judged, unjudged, byRule, representative, winRates, people } = report;
  return {
    config,
    model,
    level,
    judged,
    unjudged: unjudged.count,
    byRule,
    representative,
    wins: winRates.wins,
    ties: winRates.ties,
    losses: winRates.losses,
    winRates: winRateRows(report).map(({ label, figure, note }) => ({
      label,
      figure: figure && plain(figure),
      note: figure === null ? (note ?? 'not known') : null,
    })),
    figures: trustFigures(report),
    orderP: report.order.p,
    people: people && {
      n: people.n,
      kappa: people.kappa && plain(people.kappa),
      table: people.table.map((row) => row.map(({ count }) => count)),
    },
    alarms: report.alarms.map(({ severity, text }) => ({ severity, text })),
  };
}

function trustFigures({ order, rates, repeats, length, people }: TrustReport): JudgedPart['figures'] {
  const rows: [string, TrustFigure | null, string][] = [
    ['Same verdict in both orders', order.consistency, 'couples'],
    ['Decided games won by the first response', order.firstShown, 'decided games'],
    ['Same verdict when asked again', repeats?.stability ?? null, 'pairs × orders'],
    ['Ties', rates.ties, 'verdicts'],
    ['Calls without a verdict', rates.unjudged, 'calls'],
    ['The judge prefers the longer output', length.prefersLonger, 'pairs'],
    ['People prefer the longer output', length.peoplePreferLonger, 'labelled pairs'],
    ['The judge and people agree', people?.observed ?? null, 'labelled pairs'],
    ['… where neither calls a tie', people?.decided ?? null, 'labelled pairs'],
  ];
  return rows.flatMap(([label, figure, unit]) =>
    figure === null ? [] : [{ label, figure: plain(figure), unit }],
  );
}

function plain({ value, lower, upper, n }: TrustFigure): TrustFigure {
  return { value, lower, upper, n };
}
