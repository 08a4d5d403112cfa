import { formatCount, formatP } from '@core/model/format';
import type { TrustReport } from '@core/model/judge-trust';
import { PairLink } from '../../../shared/PairLink';
import { Panel } from '../../../shared/ui/Panel';
import { FigureRow } from './FigureRow';

/** Does the place of a response decide, and does the judge say the same twice? */
export function OrderPanel({ workspace, report }: { workspace: string; report: TrustReport }) {
  const { order, repeats } = report;
  return (
    <Panel title="Order">
      <table aria-label="Order and repeats">
        <tbody>
          <FigureRow label="Same verdict in both orders" figure={order.consistency} unit="in both orders">
            <PairLink workspace={workspace} pairs={order.inconsistent}>
              {order.inconsistent.count > 0 && `${formatCount(order.inconsistent.count)} changed`}
            </PairLink>
          </FigureRow>
          <FigureRow label="Decided games won by the first" figure={order.firstShown} unit="decided games" />
          {repeats && (
            <FigureRow label="Same verdict when asked again" figure={repeats.stability} unit="pairs × orders">
              <PairLink workspace={workspace} pairs={repeats.unstable}>
                {repeats.unstable.count > 0 && `${formatCount(repeats.unstable.count)} changed`}
              </PairLink>
            </FigureRow>
          )}
        </tbody>
      </table>
      <p className="soft small">
        {order.consistency === null
          ? order.p === null
            ? 'No game was decided yet.'
            : `Judged in one order: the place of the winner, exact ${formatP(order.p)}.`
          : `Flips: ${formatCount(order.primacy)} for whichever came first, ${formatCount(order.recency)} for whichever came second; exact test of no preference: ${formatP(order.p)}.`}{' '}
        First {formatCount(order.firstWins)}, second {formatCount(order.secondWins)}, tie{' '}
        {formatCount(order.tieGames)} games.
      </p>
      <p className="faint small">
        For comparison: GPT-4 kept 65 % of its verdicts on MT-bench, GPT-3.5 46 % (arXiv 2306.05685).
      </p>
    </Panel>
  );
}
