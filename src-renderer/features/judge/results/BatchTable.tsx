import { Download } from 'lucide-react';
import type { JudgeState } from '@core/model/api/judge';
import { formatCount, formatMoment } from '@core/model/format';
import type { BatchStatus } from '@core/model/judge';
import type { JudgeBatchStatus } from '@core/model/judge-run';
import { settingsOf } from '../../../shared/judge/draft';
import { useJudgeJob } from '../../../shared/judge-job';
import { Button } from '../../../shared/ui/Button';
import { Panel } from '../../../shared/ui/Panel';

/** A run that waits knows more of its batches than the journal: it asks the provider. */
function withPolled(
  known: readonly JudgeBatchStatus[],
  polled: readonly JudgeBatchStatus[],
): readonly JudgeBatchStatus[] {
  const configs = new Set(polled.map(({ config }) => config));
  return [...known.filter(({ config }) => !configs.has(config)), ...polled];
}

function isOpen({ status }: JudgeBatchStatus): boolean {
  return status === 'submitting' || status === 'submitted';
}

/** Waits for the batches of the configuration that has the oldest one open. */
function collect(workspace: string, { batches, configurations }: JudgeState): void {
  const { config } = batches.find(isOpen)!;
  const used = configurations.find((each) => each.config === config);
  if (used === undefined) return;
  useJudgeJob.getState().start(workspace, {
    configuration: used.configuration,
    settings: { ...settingsOf(used), collectOnly: true },
  });
}

const STATUS_WORDS: Readonly<Record<BatchStatus, string>> = {
  submitting: 'being handed over',
  submitted: 'with the provider',
  collected: 'collected',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Batches that were handed over, and where they stand. */
export function BatchTable({ workspace, state }: { workspace: string; state: JudgeState }) {
  const running = useJudgeJob(({ job }) => job?.status === 'running');
  const polled = useJudgeJob(({ job }) => (job?.workspace === workspace ? job.progress?.batches : null));
  const batches = withPolled(state.batches, polled ?? []);
  if (batches.length === 0) return null;
  const open = batches.filter(isOpen);
  return (
    <Panel
      title="Batches"
      note={
        open.length > 0
          ? `${formatCount(open.length)} with the provider; they go on while Gnomon is closed`
          : undefined
      }
    >
      {open.length > 0 && !running && (
        <div className="button-row">
          <Button kind="primary" onPress={() => collect(workspace, state)}>
            <Download className="icon" aria-hidden />
            Wait for the results
          </Button>
          <span className="faint">Asks nothing anew.</span>
        </div>
      )}
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
