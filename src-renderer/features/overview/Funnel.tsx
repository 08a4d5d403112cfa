import { COVERAGE_STEPS, coverageLosses } from '@core/model/capture-coverage';
import { formatCount, formatPercent } from '@core/model/format';
import type { Overview } from '@core/model/overview';
import { Bar } from '../../shared/ui/Bar';

/** From production's traffic, where a capture counted it, to pairs in which both arms answered. Two one-arm records make one pair. */
export function Funnel({ overview, records }: { overview: Overview; records: number }) {
  const { metrics, quality } = overview;
  const oneArm = quality.imported.files.some((file) => file.form === 'one-arm');
  const { capture } = quality;
  const captured = (capture === undefined ? [] : COVERAGE_STEPS).map(([name, label], index, all) => ({
    label: `Requests ${label}`,
    count: capture?.[name] ?? 0,
    of: index === 0 ? null : (capture?.[all[index - 1]![0]] ?? null),
  }));
  const steps = [
    ...captured,
    { label: 'Records in the logs', count: records, of: null },
    {
      label: oneArm ? 'Pairs, joined by request id' : 'Pairs',
      count: metrics.total,
      of: oneArm ? null : records,
    },
    { label: 'Both arms answered or failed', count: metrics.complete, of: metrics.total },
    { label: 'Both arms answered', count: metrics.bothAnswered, of: metrics.complete },
  ];
  const most = Math.max(1, ...steps.map((step) => step.count));
  const losses = capture === undefined ? [] : coverageLosses(capture);
  return (
    <div>
      <table className="funnel" aria-label="From records to comparable answers">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col" className="num">
              Count
            </th>
            <th scope="col" colSpan={2} className="num">
              Of the step before
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ label, count, of }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="num strong">{formatCount(count)}</td>
              <td>
                <Bar share={count / most} />
              </td>
              <td className="num share">{of !== null && of > 0 && formatPercent(Math.min(1, count / of))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {capture !== undefined && (
        <p className="soft small">
          On the way to the log:{' '}
          {losses.map(({ label, count }) => `${formatCount(count)} ${label}`).join(' · ') ||
            'nothing was lost'}
        </p>
      )}
    </div>
  );
}
