import { type Alert, describeAlert } from '@core/model/alert';
import { formatMoment } from '@core/model/format';
import { Panel } from '../../shared/ui/Panel';

/** Alerts and all-clears, the last first, with their evidence. */
export function AlertHistory({ history }: { history: readonly Alert[] }) {
  return (
    <Panel title="History">
      {history.length === 0 ? (
        <p className="soft">No alert so far.</p>
      ) : (
        <ol className="live-history">
          {history.map((alert) => (
            <li key={alert.id}>
              <span className="faint nowrap">{formatMoment(alert.at)}</span>{' '}
              <span className={alert.kind === 'alert' ? 'live-alert' : 'live-clear'}>
                {alert.kind === 'alert' ? '■ Alert' : '● Clear'}
              </span>{' '}
              {describeAlert(alert)}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
