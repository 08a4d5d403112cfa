import type { CaptureInfo } from '@core/model/api/watch';
import { COVERAGE_STEPS, coverageLosses } from '@core/model/capture-coverage';
import { formatCount, formatMoment, formatPercent, formatUsd } from '@core/model/format';
import { Panel } from '../../shared/ui/Panel';

/** The capture that writes a log: what became of requests, its phase and its budget. */
export function CapturePanel({ capture }: { capture: CaptureInfo }) {
  const { totals, phase, spent, limits, stopped } = capture;
  const most = Math.max(1, totals.eligible);
  return (
    <Panel title={`Capture of ${capture.log}`} note={`as of ${formatMoment(capture.updatedAt)}`}>
      <p className="live-state">
        {stopped === null ? `Mirroring ${formatPercent(phase.rate)}` : `Not mirroring: ${stopped}`}
        {phase.of > 1 && ` · phase ${phase.index + 1} of ${phase.of}`} · sampled by{' '}
        {capture.sampledBy === 'random' ? 'chance' : capture.sampledBy} · spent {formatUsd(spent.usd)}
        {limits.usd !== null && ` of ${formatUsd(limits.usd)}`} on {formatCount(spent.requests)}
        {limits.requests !== null && ` of ${formatCount(limits.requests)}`} calls
        {spent.unpriced > 0 && `, ${formatCount(spent.unpriced)} of unknown cost`}
        {limits.until !== null && ` · until ${formatMoment(limits.until)}`}
      </p>
      <table className="live-funnel">
        <tbody>
          {COVERAGE_STEPS.map(([name, label]) => (
            <tr key={name}>
              <th scope="row">{label}</th>
              <td className="num">{formatCount(totals[name])}</td>
              <td className="num soft">{formatPercent(totals[name] / most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft small live-note">
        {coverageLosses(totals)
          .map(({ label, count }) => `${formatCount(count)} ${label}`)
          .join(' · ') || 'Nothing was shed, skipped or lost.'}
        {totals.reruns > 0 && ` · ${formatCount(totals.reruns)} reruns of production`}
      </p>
    </Panel>
  );
}
