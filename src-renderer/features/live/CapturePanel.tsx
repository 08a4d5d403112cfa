import type { CaptureInfo } from '@core/model/api/watch';
import type { CoverageCount } from '@core/model/capture-coverage';
import { formatCount, formatMoment, formatPercent, formatUsd } from '@core/model/format';
import { Panel } from '../../shared/ui/Panel';

const STEPS: readonly (readonly [CoverageCount, string])[] = [
  ['eligible', 'eligible'],
  ['sampled', 'sampled'],
  ['sent', 'sent to the shadow'],
  ['answered', 'answered'],
  ['logged', 'logged as pairs'],
];
const LOSSES: readonly (readonly [CoverageCount, string])[] = [
  ['closed', 'while not mirroring'],
  ['skipped', 'not to be repeated, or too large'],
  ['shed', 'no room'],
  ['failed', 'failed at the shadow'],
  ['timedOut', 'timed out at the shadow'],
  ['abandoned', 'caller left'],
  ['lost', 'log could not be written'],
];

/** The capture that writes a log: what became of requests, its phase and its budget. */
export function CapturePanel({ capture }: { capture: CaptureInfo }) {
  const { totals, phase, spent, stopped } = capture;
  const most = Math.max(1, totals.eligible);
  return (
    <Panel title={`Capture of ${capture.log}`} note={`as of ${formatMoment(capture.updatedAt)}`}>
      <p>
        {stopped === null ? `Mirroring ${formatPercent(phase.rate)}` : `Not mirroring: ${stopped}`}
        {phase.of > 1 && ` · phase ${phase.index + 1} of ${phase.of}`} · sampled by {capture.sampledBy} ·
        spent {formatUsd(spent.usd)} on {formatCount(spent.requests)} calls
        {spent.unpriced > 0 && `, ${formatCount(spent.unpriced)} of unknown cost`}
      </p>
      <table className="live-funnel">
        <tbody>
          {STEPS.map(([name, label]) => (
            <tr key={name}>
              <th scope="row">{label}</th>
              <td className="num">{formatCount(totals[name])}</td>
              <td className="num soft">{formatPercent(totals[name] / most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft small">
        {LOSSES.filter(([name]) => totals[name] > 0)
          .map(([name, label]) => `${formatCount(totals[name])} ${label}`)
          .join(' · ') || 'Nothing was shed, skipped or lost.'}
        {totals.reruns > 0 && ` · ${formatCount(totals.reruns)} reruns of production`}
      </p>
    </Panel>
  );
}
