import { formatCount, formatMoment } from '@core/model/format';
import type { PlanVersion } from '@core/model/look';
import { safeText } from '@core/model/visible-text';

/** Every plan that was declared here; one declared after a look is marked. */
export function PlanVersions({ versions }: { versions: readonly PlanVersion[] }) {
  return (
    <div>
      <h3>Versions</h3>
      {versions.length === 0 ? (
        <p className="faint">
          Nobody has declared a plan here. Declare one before looking at the data, so that nobody can say the
          thresholds were chosen to fit.
        </p>
      ) : (
        <table aria-label="Declared plans">
          <thead>
            <tr>
              <th scope="col" className="num">
                No.
              </th>
              <th scope="col">When</th>
              <th scope="col">Plan</th>
              <th scope="col">Hash</th>
              <th scope="col" className="num">
                Looks before
              </th>
              <th scope="col">By, why</th>
            </tr>
          </thead>
          <tbody>
            {versions.toReversed().map(({ at, plan, hash, looksBefore, by, note }, index) => (
              <tr key={`${at} ${hash}`}>
                <td className="num">{versions.length - index}</td>
                <td className="nowrap">{formatMoment(at)}</td>
                <td>
                  <bdi>{safeText(plan.name)}</bdi>
                </td>
                <td>
                  <code title={hash}>{hash.slice(0, 12)}</code>
                </td>
                <td className="num">
                  {looksBefore > 0 ? (
                    <strong className="evidence-caution">{formatCount(looksBefore)}</strong>
                  ) : (
                    '0'
                  )}
                </td>
                <td className="soft">
                  {[by, note]
                    .filter((text) => text !== null && text !== '')
                    .map((text) => safeText(text ?? ''))
                    .join(': ') || '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
