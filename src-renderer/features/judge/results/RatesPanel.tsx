import { formatCount } from '@core/model/format';
import type { TrustReport } from '@core/model/judge-trust';
import { PairLink } from '../../../shared/PairLink';
import { Panel } from '../../../shared/ui/Panel';
import { REASON_WORDS } from '../words';
import { FigureRow } from './FigureRow';

/** What came of the calls: ties, answers without a verdict, failures. */
export function RatesPanel({ workspace, report: { rates } }: { workspace: string; report: TrustReport }) {
  return (
    <Panel title="Answers">
      <table aria-label="What came of the calls">
        <tbody>
          <FigureRow label="Ties" figure={rates.ties} unit="verdicts" />
          <FigureRow label="Answers without a verdict" figure={rates.unparsable} unit="calls" />
          <FigureRow label="Failed otherwise" figure={rates.failed} unit="calls" />
        </tbody>
      </table>
      {rates.reasons.length > 0 && (
        <ul className="reasons">
          {rates.reasons.map(({ reason, games, pairs }) => (
            <li key={reason}>
              <PairLink workspace={workspace} pairs={pairs}>
                {formatCount(games)}
              </PairLink>{' '}
              {REASON_WORDS[reason]}
            </li>
          ))}
        </ul>
      )}
      <p className="faint small">A call without a verdict leaves its pair unjudged; it is never a tie.</p>
    </Panel>
  );
}
