import type { ReviewSummary } from '@core/model/api/review';
import { formatCount } from '@core/model/format';
import { REVIEW_WORDS } from '@core/model/review';
import { safeText } from '@core/model/visible-text';
import { formatRoute } from '../../shared/route';
import { Panel } from '../../shared/ui/Panel';

interface DisagreementPanelProps {
  workspace: string;
  disagreements: ReviewSummary['disagreements'];
}

/** Pairs on which reviewers differ, each a link to the pair. */
export function DisagreementPanel({ workspace, disagreements: { total, shown } }: DisagreementPanelProps) {
  if (total === 0) return null;
  const note =
    total > shown.length
      ? `${formatCount(shown.length)} of ${formatCount(total)} pairs, opposite verdicts first`
      : `${formatCount(total)} pairs, opposite verdicts first`;
  return (
    <Panel title="Disagreements" note={note}>
      <ul className="disagreements">
        {shown.map(({ requestId, verdicts }) => (
          <li key={requestId}>
            <a
              className="mono clip"
              href={formatRoute({ screen: 'review', workspace, session: null, pair: requestId })}
            >
              {safeText(requestId)}
            </a>
            <span className="soft">
              {verdicts
                .map(([reviewer, verdict]) => `${safeText(reviewer)}: ${REVIEW_WORDS[verdict]}`)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
