import { CircleCheck, Info, LoaderCircle, TriangleAlert } from 'lucide-react';
import { formatCount } from '@core/model/format';
import type { TrustAlarm } from '@core/model/judge-trust';
import { PairLink } from '../../../shared/PairLink';
import { plural } from '../../../shared/labels';

/** Signs that the judge was fooled or is partial. */
export function AlarmList({
  workspace,
  alarms,
  judged,
  reading,
}: {
  workspace: string;
  alarms: readonly TrustAlarm[];
  judged: number;
  /** Pairs whose outputs were read for signs, while that goes on. */
  reading: { done: number; total: number } | null;
}) {
  if (alarms.length === 0 && reading === null) {
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
      {reading && (
        <li className="alarm" data-severity="reading">
          <LoaderCircle className="icon" aria-hidden />
          <span>
            Reading the outputs for what may fool a judge, and for their style: {formatCount(reading.done)} of{' '}
            {formatCount(reading.total)} pairs. The other figures stand.
          </span>
        </li>
      )}
    </ul>
  );
}
