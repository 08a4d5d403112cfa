import { TrendingUp } from 'lucide-react';
import { useCallback } from 'react';
import type { CriterionResult } from '@core/model/decision';
import type { DriftReport, DriftSeries, PartialHold } from '@core/model/drift';
import { formatCount, formatCriterion, formatDuration, formatMoment } from '@core/model/format';
import { safeText } from '@core/model/visible-text';
import { driftPlot } from '@core/plots/drift-plot';
import { PlotView } from '../../shared/plot/PlotView';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';
import { Section } from './Section';

/** How the figures moved while the log was written, where they changed, and what held in a part of the time only. */
export function DriftSection({
  drift,
  criteria,
}: {
  drift: DriftReport | null;
  criteria: readonly CriterionResult[];
}) {
  if (drift === null)
    return (
      <Section id="drift">
        <p className="empty">The log carries no times, so it cannot be seen whether the figures moved.</p>
      </Section>
    );
  const changes = drift.series.flatMap((series) =>
    series.changes.map((change) => ({ ...change, key: `${series.metric} ${change.at}` })),
  );
  return (
    <Section
      id="drift"
      note={`intervals of ${formatDuration(drift.binMs)}, ${formatMoment(drift.first)} to ${formatMoment(drift.last)}`}
    >
      {changes.length === 0 && drift.partial.length === 0 && (
        <p className="soft">No figure changed its level, and every criterion says the same in all parts.</p>
      )}
      {changes.length > 0 && (
        <ul className="decide-warnings">
          {changes.map(({ key, words }) => (
            <li key={key}>
              <TrendingUp className="icon" aria-hidden />
              <span>{safeText(words)}</span>
            </li>
          ))}
        </ul>
      )}
      {drift.partial.map((partial) => (
        <Partial
          key={partial.criterion}
          partial={partial}
          label={criteria.find(({ id }) => id === partial.criterion)?.label ?? partial.criterion}
        />
      ))}
      <div className="drift-plots">
        {drift.series.map((series) => (
          <SeriesPlot
            key={series.metric}
            series={series}
            drift={drift}
            threshold={thresholdOf(series, criteria)}
          />
        ))}
      </div>
    </Section>
  );
}

/** Where the criterion goes by another name. */
const CRITERION_OF: Partial<Record<DriftSeries['metric'], string>> = { error_difference: 'error_rate' };

function thresholdOf({ metric }: DriftSeries, criteria: readonly CriterionResult[]): number | null {
  return criteria.find(({ id }) => id === (CRITERION_OF[metric] ?? metric))?.threshold ?? null;
}

function SeriesPlot({
  series,
  drift,
  threshold,
}: {
  series: DriftSeries;
  drift: DriftReport;
  threshold: number | null;
}) {
  const draw = useCallback(
    (width: number) => driftPlot(series, { binMs: drift.binMs, threshold, width }),
    [series, drift, threshold],
  );
  return <PlotView draw={draw} height={132} />;
}

function Partial({ partial, label }: { partial: PartialHold; label: string }) {
  return (
    <div className="drift-partial">
      <p>{safeText(partial.words)}</p>
      <table aria-label={`${label} in parts of the time`}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col" className="num">
              n
            </th>
            <th scope="col" className="num">
              Estimate
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {partial.stretches.map((stretch) => (
            <tr key={stretch.from}>
              <td>{formatMoment(stretch.from)}</td>
              <td>{formatMoment(stretch.to)}</td>
              <td className="num">{formatCount(stretch.n)}</td>
              <td className="num">{formatCriterion(partial.criterion, stretch.estimate)}</td>
              <td>
                <VerdictBadge verdict={stretch.verdict} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
