import { ARMS, type ArmName as Arm } from '@core/model/arm';
import { errorRateFigure, outcomeFigure } from '@core/model/arm-figure-rows';
import type { BoundedFigure } from '@core/model/bounded-figure';
import { formatCount, formatLevel } from '@core/model/format';
import type { Metrics } from '@core/model/metrics';
import type { Figures } from '@core/model/overview';
import { ArmName } from '../../shared/ui/ArmName';
import { Bar } from '../../shared/ui/Bar';
import { PairsLink } from '../../shared/ui/PairsLink';
import { Panel } from '../../shared/ui/Panel';

const KINDS = 6;
const OTHERS = 'other kinds';

/** Who failed: pairs by which arm failed, and what the failures are called. */
export function FailurePanel({ overview }: { overview: Figures }) {
  const { workspace, metrics, plan } = overview;
  const { complete } = metrics;
  const rows = [
    { label: 'answered', cells: ['neither', 'shadowOnly'] },
    { label: 'failed', cells: ['prodOnly', 'both'] },
  ] as const;
  return (
    <Panel
      title="Who failed"
      note={`n ${formatCount(complete)} pairs in which both arms answered or failed; bounds at ${formatLevel(plan.level)}`}
    >
      <table className="two-by-two" aria-label="Pairs by which arm failed">
        <thead>
          <tr>
            <th scope="col">Pairs</th>
            <th scope="col" className="num">
              <ArmName arm="shadow" /> answered
            </th>
            <th scope="col" className="num">
              <ArmName arm="shadow" /> failed
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cells }) => (
            <tr key={label}>
              <th scope="row">
                <ArmName arm="prod" /> {label}
              </th>
              {cells.map((outcome, index) => (
                <td key={outcome} className="num bounded">
                  <span className="strong">
                    <PairsLink
                      workspace={workspace.id}
                      filter={[
                        { kind: 'any-of', column: 'prod_state', values: [label] },
                        {
                          kind: 'any-of',
                          column: 'shadow_state',
                          values: [index === 0 ? 'answered' : 'failed'],
                        },
                      ]}
                    >
                      {formatCount(metrics.errors[outcome])}
                    </PairsLink>
                  </span>{' '}
                  <Share figure={outcomeFigure(metrics, outcome)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="error-kinds">
        {ARMS.map((arm) => (
          <ErrorKinds key={arm} arm={arm} metrics={metrics} workspace={workspace.id} />
        ))}
      </div>
    </Panel>
  );
}

function Share({ figure: { value, bounds } }: { figure: BoundedFigure }) {
  return (
    <>
      <span className="share">{value}</span>
      <span className="bounds nowrap">{bounds}</span>
    </>
  );
}

function ErrorKinds({ arm, metrics, workspace }: { arm: Arm; metrics: Metrics; workspace: string }) {
  const { errorKinds, failed, answered } = metrics[arm];
  const rate = errorRateFigure(metrics, arm);
  const shown = errorKinds.slice(0, KINDS);
  const listed = shown.map(({ kind }) => kind);
  const rest = errorKinds.slice(KINDS).reduce((sum, { count }) => sum + count, 0);
  const rows = rest > 0 ? [...shown, { kind: OTHERS, count: rest }] : shown;
  return (
    <section>
      <h3>
        <ArmName arm={arm} />{' '}
        <span className="panel-note">
          {rate.value} failed <span className="nowrap">{rate.bounds}</span> · {formatCount(failed)} of{' '}
          {formatCount(failed + answered)}
        </span>
      </h3>
      {rows.length === 0 && <p className="faint">No failures logged.</p>}
      <ul>
        {rows.map(({ kind, count }) => (
          <li key={kind}>
            <span className="clip" title={kind}>
              {kind}
            </span>
            <Bar share={failed > 0 ? count / failed : 0} arm={arm} />
            <span className="num">
              <PairsLink
                workspace={workspace}
                filter={[
                  kind === OTHERS
                    ? { kind: 'none-of', column: `${arm}_error_kind`, values: [...listed, null] }
                    : { kind: 'any-of', column: `${arm}_error_kind`, values: [kind] },
                ]}
              >
                {formatCount(count)}
              </PairsLink>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
