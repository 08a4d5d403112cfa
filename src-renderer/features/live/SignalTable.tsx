import { ALERT_LABEL, ALERT_RULES, alertFigure, type AlertSignal, type WatchState } from '@core/model/alert';
import { formatCount } from '@core/model/format';
import { Panel } from '../../shared/ui/Panel';

/** How each rule stands, with bounds that hold at every look. */
export function SignalTable({ state, following }: { state: WatchState; following: boolean }) {
  const active = new Map(state.active.map((alert) => [alert.rule, alert]));
  const signals = new Map(state.signals.map((signal) => [signal.rule, signal]));
  return (
    <Panel
      title="Alerts"
      note="bounds hold at every look; false alerts below 5 % over all rules and all time"
    >
      <table className="live-signals">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Estimate
            </th>
            <th scope="col" className="num">
              Bounds
            </th>
            <th scope="col" className="num">
              Limit
            </th>
            <th scope="col" className="num">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {ALERT_RULES.map((rule) => {
            const alert = active.get(rule);
            const now = signals.get(rule);
            // After an alert its rule starts afresh; until it can say something again, what raised the alert is shown.
            const signal = now && (saysSomething(now) || !alert) ? now : (alert?.signal ?? now);
            return (
              <tr key={rule}>
                <th scope="row">{ALERT_LABEL[rule]}</th>
                <td>
                  {alert ? (
                    <span className="live-alert">■ in alert</span>
                  ) : (
                    <Calm signal={signal} following={following} />
                  )}
                </td>
                <td className="num">{alertFigure(rule, signal?.estimate ?? null)}</td>
                <td className="num">{signal ? boundsOf(signal) : '—'}</td>
                <td className="num">{signal ? alertFigure(rule, signal.threshold) : '—'}</td>
                <td className="num">{signal ? formatCount(signal.n) : '—'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}

/** A rule without an alert: whether that says anything. */
function Calm({ signal, following }: { signal: AlertSignal | undefined; following: boolean }) {
  if (!signal) return <span className="faint">{following ? 'looking' : 'not looked at'}</span>;
  if (signal.n === 0) return <span className="faint">{NOTHING[signal.rule]}</span>;
  if (signal.rule === 'sample_ratio' && signal.estimate === null)
    return <span className="faint">everything is sampled</span>;
  return saysSomething(signal) ? '● no alert' : <span className="faint">too little to say</span>;
}

/** Evidence on the sampled share gives no interval; it is looked at from the first request on. */
function saysSomething(signal: AlertSignal): boolean {
  return signal.rule === 'sample_ratio' ? signal.n > 0 : hasBound(signal);
}

const NOTHING: Readonly<Record<AlertSignal['rule'], string>> = {
  error_rate: 'no pair yet',
  latency_p95_ratio: 'no latencies of both arms',
  similarity: 'not measured',
  sample_ratio: 'no counts of a capture',
  coverage: 'nothing was sampled',
};

function hasBound({ lower, upper }: AlertSignal): boolean {
  return lower !== null || upper !== null;
}

function boundsOf(signal: AlertSignal): string {
  if (!hasBound(signal)) return '—';
  return `${alertFigure(signal.rule, signal.lower)} … ${alertFigure(signal.rule, signal.upper)}`;
}
