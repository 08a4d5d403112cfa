import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { formatCount } from '@core/model/format';
import type { TrustAlarm } from '@core/model/judge-trust';
import { PairLink } from '../../../shared/PairLink';
import { plural } from '../../../shared/labels';

/** Signs that the judge was fooled or is partial. */
export function AlarmList({
  workspace,
  alarms,
  judged,
}: {
  workspace: string;
  alarms: readonly TrustAlarm[];
  judged: number;
}) {
  if (alarms.length === 0) {
    return (
      <p className="alarm" data-severity="none">
        <CircleCheck className="icon" aria-hidden />
        No alarms over n {formatCount(judged)} judged pairs: no constant outputs, no text that speaks to the
        judge, no verdict markers, no preference for a place, no kinship of judge and arm by name.
      </p>
    );
  }
  return (
    <ul className="alarms" aria-label="Alarms">
      {alarms.map(({ kind, arm, severity, text, pairs }) => (
        <li key={`${kind} ${arm}`} className="alarm" data-severity={severity}>
          {severity === 'alarm' ? (
            <TriangleAlert className="icon" aria-label="Alarm" />
          ) : (
            <Info className="icon" aria-label="Notice" />
          )}
          <span>
            {text}{' '}
            {pairs.count > 0 && (
              <PairLink workspace={workspace} pairs={pairs}>
                Show {formatCount(pairs.count)} {plural(pairs.count, 'pair')}
              </PairLink>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
