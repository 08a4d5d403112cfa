import { ARMS } from '@core/model/arm';
import { formatCount, formatFigure, formatLatency, formatRatio, formatUsd } from '@core/model/format';
import type { ArmMetrics, Metrics } from '@core/model/metrics';
import { ArmName } from '../../shared/ui/ArmName';
import { Panel } from '../../shared/ui/Panel';
import { Unmeasured } from './Unmeasured';

interface Row {
  label: string;
  value: (arm: ArmMetrics) => number | null;
  format: (value: number | null) => string;
}

const ROWS: readonly Row[] = [
  { label: 'Tokens in', value: (arm) => arm.tokensIn, format: formatCount },
  { label: 'Tokens out', value: (arm) => arm.tokensOut, format: formatCount },
  { label: 'Cost', value: (arm) => arm.cost, format: formatUsd },
  { label: 'Cost per answer', value: (arm) => arm.costPerAnswer, format: formatUsd },
  { label: 'Output length, mean characters', value: (arm) => arm.length.mean, format: formatFigure },
  { label: 'Output length, P50', value: (arm) => arm.length.p50, format: formatCount },
  { label: 'Output length, P95', value: (arm) => arm.length.p95, format: formatCount },
  { label: 'Time to first token, P50', value: (arm) => arm.ttft.p50, format: formatLatency },
  { label: 'Time to first token, P95', value: (arm) => arm.ttft.p95, format: formatLatency },
];

/** What an answer takes, of both arms. */
export function CostPanel({ metrics }: { metrics: Metrics }) {
  const { prod, shadow } = metrics;
  const arms = { prod, shadow };
  if (ROWS.every(({ value }) => value(prod) === null && value(shadow) === null)) {
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
      note={`production n ${formatCount(prod.answered)}, shadow n ${formatCount(shadow.answered)} answers`}
    >
      <table aria-label="Cost and tokens by arm">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {ARMS.map((arm) => (
              <th key={arm} scope="col" className="num">
                <ArmName arm={arm} />
              </th>
            ))}
            <th scope="col" className="num">
              Shadow / production
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ label, value, format }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {ARMS.map((arm) => (
                <td key={arm} className="num">
                  {format(value(arms[arm]))}
                </td>
              ))}
              <td className="num soft">{formatRatio(ratio(value(shadow), value(prod)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function ratio(shadow: number | null, prod: number | null): number | null {
  return shadow === null || prod === null || prod === 0 ? null : shadow / prod;
}
