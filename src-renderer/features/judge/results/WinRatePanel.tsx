import { useCallback } from 'react';
import { formatCount, formatP, formatLevel, formatPercent } from '@core/model/format';
import type { JudgeTotals } from '@core/model/judge-run';
import type { TrustReport } from '@core/model/judge-trust';
import { winRatePlot } from '@core/plots/win-rate-plot';
import { winRateRows } from '@core/plots/win-rate-rows';
import { PairLink } from '../../../shared/PairLink';
import { PlotView } from '../../../shared/plot/PlotView';
import { ArmName } from '../../../shared/ui/ArmName';
import { Panel } from '../../../shared/ui/Panel';
import { ruleText } from './rule-text';

/** Who wins, by every way of counting, each with its bounds. */
export function WinRatePanel({
  workspace,
  report,
  totals,
}: {
  workspace: string;
  report: TrustReport;
  totals: JudgeTotals;
}) {
  const { winRates, level } = report;
  const { wins, ties, losses, pairs } = winRates;
  const rows = winRateRows(report);
  const draw = useCallback(
    (width: number) => winRatePlot(winRateRows(report), { width, threshold: report.threshold }),
    [report],
  );
  const n = wins + ties + losses;
  const share = (count: number): string => formatPercent(n > 0 ? count / n : null);
  const rules = ruleText(totals.decidedByRule);
  return (
    <Panel
      title="Win rate of shadow"
      note={`n ${formatCount(n)} pairs · each bound one-sided at ${formatLevel(level)}${winRates.clusters === null ? '' : ` · ${formatCount(winRates.clusters)} users or conversations taken as the units`}`}
    >
      <div className="win-rate">
        <div>
          <p className="win-rate-figure">
            <strong>{formatPercent(winRates.gameMean?.value ?? null)}</strong>
            {winRates.gameMean && (
              <span className="soft">
                {' '}
                {formatPercent(winRates.gameMean.lower)} to {formatPercent(winRates.gameMean.upper)}
              </span>
            )}
          </p>
          <table className="outcomes" aria-label="Pairs by winner">
            <tbody>
              <tr>
                <th scope="row">
                  <ArmName arm="shadow" /> wins
                </th>
                <td className="num strong">
                  <PairLink workspace={workspace} pairs={pairs.shadow}>
                    {formatCount(wins)}
                  </PairLink>
                </td>
                <td className="num faint">{share(wins)}</td>
              </tr>
              <tr>
                <th scope="row">tie, or it depends on the order</th>
                <td className="num strong">
                  <PairLink workspace={workspace} pairs={pairs.tie}>
                    {formatCount(ties)}
                  </PairLink>
                </td>
                <td className="num faint">{share(ties)}</td>
              </tr>
              <tr>
                <th scope="row">
                  <ArmName arm="prod" /> wins
                </th>
                <td className="num strong">
                  <PairLink workspace={workspace} pairs={pairs.prod}>
                    {formatCount(losses)}
                  </PairLink>
                </td>
                <td className="num faint">{share(losses)}</td>
              </tr>
              <tr>
                <th scope="row">asked without a verdict</th>
                <td className="num strong">
                  <PairLink workspace={workspace} pairs={report.unjudged}>
                    {formatCount(report.unjudged.count)}
                  </PairLink>
                </td>
                <td className="num faint">not in n</td>
              </tr>
              <tr>
                <th scope="row">not asked</th>
                <td className="num strong">{formatCount(totals.notAsked)}</td>
                <td className="num faint">of the sample</td>
              </tr>
            </tbody>
          </table>
          <p className="faint small">
            {rules !== '' && `Without the judge: ${rules}. `}
            {winRates.decisive && `Exact test of wins against losses: ${formatP(winRates.decisive.signP)}.`}
          </p>
        </div>
        <PlotView draw={draw} height={rows.length * 28 + 24} readable={false} />
      </div>
    </Panel>
  );
}
