import { formatCount, formatMoment } from '@core/model/format';
import type { BatchStatus } from '@core/model/judge';
import type { JudgeBatchStatus } from '@core/model/judge-run';
import { Panel } from '../../../shared/ui/Panel';

const STATUS_WORDS: Readonly<Record<BatchStatus, string>> = {
  submitting: 'being handed over',
  submitted: 'with the provider',
  collected: 'collected',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Batches that were handed over, and where they stand. */
export function BatchTable({ batches }: { batches: readonly JudgeBatchStatus[] }) {
  if (batches.length === 0) return null;
  const open = batches.filter(({ status }) => status === 'submitting' || status === 'submitted').length;
  return (
    <Panel
      title="Batches"
      note={
        open > 0 ? `${formatCount(open)} not collected yet; run the judge again to fetch them` : undefined
      }
    >
      <table aria-label="Batches">
        <thead>
          <tr>
            <th scope="col">Batch</th>
            <th scope="col">Provider</th>
            <th scope="col">Handed over</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Calls
            </th>
            <th scope="col" className="num">
              Done
            </th>
            <th scope="col" className="num">
              Failed
            </th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <tr key={`${batch.config} ${batch.submittedAt} ${batch.batch}`}>
              <th scope="row" className="mono clip">
                {batch.batch ?? 'not named yet'}
              </th>
              <td>{batch.provider}</td>
              <td className="nowrap">{formatMoment(batch.submittedAt)}</td>
              <td>
                {STATUS_WORDS[batch.status]}
                {batch.detail !== null && <span className="faint small"> {batch.detail}</span>}
              </td>
              <td className="num">{formatCount(batch.games)}</td>
              <td className="num">{formatCount(batch.completed)}</td>
              <td className="num">{formatCount(batch.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
