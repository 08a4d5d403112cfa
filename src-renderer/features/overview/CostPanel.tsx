import { ARMS } from '@core/model/arm';
import {
  type ArmFigureRow,
  amountRows,
  firstTokenRows,
  formatBothN,
  totalsSentence,
} from '@core/model/arm-figure-rows';
import { formatLevel } from '@core/model/format';
import type { Figures } from '@core/model/overview';
import { ArmName } from '../../shared/ui/ArmName';
import { ArmsHead } from '../../shared/ui/ArmsHead';
import { Panel } from '../../shared/ui/Panel';
import { BoundedCell } from './BoundedCell';
import { Unmeasured } from './Unmeasured';

/** What an answer takes, of both arms. */
export function CostPanel({ overview: { metrics, plan } }: { overview: Figures }) {
  const rows = [...amountRows(metrics), ...firstTokenRows(metrics, ['p50', 'p95'])];
  if (rows.every(({ n }) => n.prod + n.shadow === 0)) {
    return (
      <Panel title="Cost and tokens">
        <Unmeasured title="No tokens, costs or outputs in these logs">
          A log with token counts, costs or the outputs themselves shows here what an answer takes.
        </Unmeasured>
      </Panel>
    );
  }
  return (
    <Panel
      title="Cost and tokens"
      note={`a request that carries the figure; bounds one-sided at ${formatLevel(plan.level)}`}
    >
      <table aria-label="Cost and tokens by arm">
        <ArmsHead compared="Shadow / production" />
        <tbody>
          {rows.map((row) => (
            <Row key={row.label} row={row} />
          ))}
        </tbody>
      </table>
      <ul className="totals soft small" aria-label="Sums over all requests">
        {ARMS.map((arm) => (
          <li key={arm}>
            <ArmName arm={arm} /> in all: {totalsSentence(metrics, arm) ?? 'no amounts logged'}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Row({ row: { label, n, prod, shadow, ratio } }: { row: ArmFigureRow }) {
  return (
    <tr>
      <th scope="row" className="bounded">
        {label} <span className="bounds nowrap">n {formatBothN(n)}</span>
      </th>
      <BoundedCell figure={prod} />
      <BoundedCell figure={shadow} />
      <BoundedCell figure={ratio} />
    </tr>
  );
}
