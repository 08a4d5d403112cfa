import { FilePlus2 } from 'lucide-react';
import { type Decision, VERDICT_LABEL } from '@core/model/decision';
import { formatLevel, formatMoment } from '@core/model/format';
import type { Overview } from '@core/model/overview';
import { chooseLogs } from '../../shared/open-logs';
import { Button } from '../../shared/ui/Button';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';
import { JudgeAction } from './JudgeAction';

/** The answer in one line, and what it rests on. */
export function VerdictLine({ overview }: { overview: Overview }) {
  const { decision, plan, workspace, computedAt } = overview;
  const moreDataHelps =
    decision.verdict === 'NOT-ENOUGH-DATA' &&
    decision.criteria.some(({ id, needed }) => id !== 'win_rate' && needed !== null && needed > 0);
  const { unmeasured: unjudged } = overview.evidence.winRate;
  const winRate =
    unjudged > 0 &&
    decision.criteria.find(({ id, verdict }) => id === 'win_rate' && verdict === 'NOT-ENOUGH-DATA');
  return (
    <div className="verdict-line">
      <h1>
        <VerdictBadge verdict={decision.verdict} large />
      </h1>
      <div className="verdict-text">
        <p>{withoutVerdict(decision)}</p>
        <p className="faint small">
          Plan “{plan.name}” · each bound one-sided at {formatLevel(plan.level)} · computed{' '}
          {formatMoment(computedAt)}
        </p>
      </div>
      {winRate && <JudgeAction workspace={workspace.id} criterion={winRate} unjudged={unjudged} />}
      {moreDataHelps && (
        <Button kind={winRate ? 'normal' : 'primary'} onPress={() => void chooseLogs(workspace.id)}>
          <FilePlus2 className="icon" aria-hidden />
          Add logs…
        </Button>
      )}
    </div>
  );
}

/** The summary without the verdict that it begins with, which stands beside it. */
function withoutVerdict({ verdict, summary }: Decision): string {
  const start = `${VERDICT_LABEL[verdict]} — `;
  return summary.startsWith(start) ? summary.slice(start.length) : summary;
}
