import { VERDICT_LABEL, VERDICT_RANK } from '@core/model/decision';
import { formatCount, formatMoment } from '@core/model/format';
import { type BaselineComparison, SIGNED_DECISION_LABEL } from '@core/model/sign-off';

/** How the figures compare with those that were signed last. */
export function Baseline({ baseline }: { baseline: BaselineComparison }) {
  const { approver, decision, signedAt, pairs, verdict, samePlan, sameEvidence, stillHolds } = baseline;
  const worse = baseline.criteria.filter(
    ({ verdict: [then, now] }) => VERDICT_RANK[now] < VERDICT_RANK[then],
  );
  const moved = baseline.criteria.filter((criterion) => criterion.moved).map(({ label }) => label);
  return (
    <p className="decide-baseline" data-holds={stillHolds}>
      <strong>{SIGNED_DECISION_LABEL[decision]}</strong>, signed by <bdi>{approver}</bdi> on{' '}
      {formatMoment(signedAt)}.{' '}
      {sameEvidence && samePlan ? (
        'These are exactly the figures that were signed.'
      ) : (
        <>
          It was signed on {formatCount(pairs[0])} pairs{samePlan ? '' : ' under another plan'}; there are{' '}
          {formatCount(pairs[1])} now.{' '}
          {verdict[0] !== verdict[1] &&
            `The verdict was ${VERDICT_LABEL[verdict[0]]} and is ${VERDICT_LABEL[verdict[1]]}. `}
          {moved.length > 0 && `Beyond the signed bounds: ${moved.join(', ')}. `}
          {worse.length > 0 &&
            `Worse than then: ${worse.map(({ label, verdict: [then, now] }) => `${label}, ${VERDICT_LABEL[then]} then and ${VERDICT_LABEL[now]} now`).join('; ')}. `}
          {stillHolds
            ? 'No required criterion is worse than it was then.'
            : 'It no longer speaks for these figures: sign again.'}
        </>
      )}
    </p>
  );
}
