import { formatCount, formatPercent, formatUsd } from '@core/model/format';
import type { Spend } from '@core/model/judge-run';
import { Bar } from '../../../shared/ui/Bar';

/** What the run has spent, against its ceilings. */
export function Spending({ spend }: { spend: Spend }) {
  const { calls, cost, possible, ceiling, callsCeiling } = spend;
  return (
    <dl className="spending">
      <div>
        <dt>Spent</dt>
        <dd>
          <span className="strong">{cost === null ? 'not known' : formatUsd(cost)}</span>{' '}
          <span className="faint small">
            {ceiling === null ? 'no ceiling' : `of at most ${formatUsd(ceiling)}`}
            {possible > 0 && `; ${formatUsd(possible)} more may have been billed for calls that broke off`}
          </span>
        </dd>
        {ceiling !== null && ceiling > 0 && cost !== null && <Meter share={(cost + possible) / ceiling} />}
      </div>
      <div>
        <dt>Calls</dt>
        <dd>
          <span className="strong">{formatCount(calls)}</span>{' '}
          {callsCeiling !== null && (
            <span className="faint small">of at most {formatCount(callsCeiling)}</span>
          )}
        </dd>
        {callsCeiling !== null && <Meter share={calls / callsCeiling} />}
      </div>
    </dl>
  );
}

function Meter({ share }: { share: number }) {
  return (
    <div className="meter">
      <Bar share={share} />
      <span className="num faint small">{formatPercent(share)}</span>
    </div>
  );
}
