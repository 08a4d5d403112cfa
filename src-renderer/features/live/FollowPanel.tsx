import type { WatchInfo } from '@core/model/api/watch';
import { LOG_EVENT_SAYS } from '@core/model/api/watch';
import { formatClock, formatCount } from '@core/model/format';
import { Keys } from '../../shared/commands/Keys';
import type { Followed } from '../../shared/follow-job';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';
import { Panel } from '../../shared/ui/Panel';
import { NotificationNote } from './NotificationNote';

const EVENTS_SHOWN = 5;

interface FollowPanelProps {
  info: WatchInfo;
  /** What is followed now, or was until it ended. */
  followed: Followed | null;
  following: boolean;
  onStart: () => void;
  onStop: () => void;
}

/** Starts and stops following, says how far it has come and what happened to the logs meanwhile. */
export function FollowPanel({ info, followed, following, onStart, onStop }: FollowPanelProps) {
  const { last } = followed ?? { last: null };
  return (
    <Panel title="Log" note={following ? 'looked at every 2 s' : undefined}>
      <div className="live-follow">
        <Button kind={following ? 'normal' : 'primary'} onPress={following ? onStop : onStart}>
          {following ? 'Stop following' : 'Follow'}
        </Button>
        <Keys keys="l" />
        <p>
          {following ? 'Following' : followed ? 'No longer following' : 'Follow'}{' '}
          <strong>{info.logs.join(', ')}</strong>
          {!followed && ' as it grows: figures and alerts keep up, and every line is taken once.'}
          {followed && (
            <span className="soft">
              {' '}
              · {formatCount(followed.added)} new {plural(followed.added, 'pair')} since{' '}
              {formatClock(followed.since)}
              {last && last.grewAt !== null && `, the last at ${formatClock(last.grewAt)}`}
              {followed.rejected > 0 &&
                ` · ${formatCount(followed.rejected)} ${plural(followed.rejected, 'line')} that can not be read`}
              {!following && last && ` · figures as of ${formatClock(last.at)}`}
            </span>
          )}
        </p>
      </div>
      {followed && followed.logEvents.length > 0 && (
        <ul className="live-log-events" aria-label="What happened to the log">
          {followed.logEvents.slice(0, EVENTS_SHOWN).map(({ at, log, what }) => (
            <li key={`${at} ${log} ${what}`}>
              <span className="faint nowrap">{formatClock(at)}</span>{' '}
              <span className={what === 'gone' ? 'live-gone' : ''}>
                {log} {LOG_EVENT_SAYS[what]}.
              </span>
            </li>
          ))}
        </ul>
      )}
      <NotificationNote />
    </Panel>
  );
}
