import type { ModelList } from '@core/model/api/models';
import { encoderName } from '@core/model/encoder-identity';
import { formatCount } from '@core/model/format';
import { useMeasuredEncoders } from '../../shared/api/models-queries';
import { useSimilarityJob } from '../../shared/similarity-job';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Progress } from '../../shared/ui/Progress';

/** Which model measured what in the open workspace, and measuring it with the chosen one. */
export function MeasuredEncoders({
  workspace,
  models,
}: {
  workspace: string | null;
  models: ModelList | null;
}) {
  const { data } = useMeasuredEncoders(workspace);
  const { job, start, cancel } = useSimilarityJob();
  if (workspace === null || data === undefined) return null;
  const selected = models?.models.find(({ id }) => id === models.selected);
  const current = data.find((encoder) => encoder.current);
  const mine = job?.workspace === workspace ? job : null;
  return (
    <section className="measured" aria-labelledby="measured">
      <h3 id="measured">In this workspace</h3>
      {data.length === 0 ? (
        <p className="faint">No similarity was measured yet.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Measured by</th>
              <th scope="col" className="num">
                Pairs
              </th>
              <th scope="col">Shown</th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ identity, pairs, current: shown }) => (
              <tr key={encoderName(identity)}>
                <th scope="row">{encoderName(identity)}</th>
                <td className="num">{formatCount(pairs)}</td>
                <td>
                  {shown ? 'yes: the figures are computed from these' : <span className="faint">no</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mine?.status === 'failed' && <ProblemPanel problem={mine.problem} />}
      {mine?.status === 'running' ? (
        <div className="measure-now" role="status">
          <Progress
            label="Measuring similarity"
            share={mine.progress && mine.progress.total > 0 ? mine.progress.done / mine.progress.total : null}
          />
          <span className="small">
            {mine.progress === null
              ? 'Loading the encoder'
              : `${formatCount(mine.progress.done)} of ${formatCount(mine.progress.total)} pairs`}
          </span>
          <Button onPress={cancel}>Stop</Button>
        </div>
      ) : (
        selected && (
          <div className="measure-now">
            <Button
              onPress={() => start({ workspace, model: selected.id })}
              isDisabled={job?.status === 'running'}
            >
              Measure with {selected.label}
            </Button>
            <span className="faint small">
              {current?.identity.model === selected.id
                ? 'What is stored is not measured again.'
                : 'The figures then come from this model; what another one measured is kept and can be shown again at once.'}
            </span>
          </div>
        )
      )}
    </section>
  );
}
