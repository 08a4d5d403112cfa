import { FileSignature, FileText } from 'lucide-react';
import type { GrowingBoard } from '@core/model/board';
import { type CriterionResult, VERDICT_LABEL } from '@core/model/decision';
import { formatLevel } from '@core/model/format';
import { whoSuffers } from '@core/model/slice-words';
import { safeText } from '@core/model/visible-text';
import type { BaselineComparison } from '@core/model/sign-off';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';
import { Baseline } from './Baseline';
import { showSection } from './SectionIndex';

/** May we roll out? The answer, why not, and what it would take, each in a sentence. */
export function VerdictSection({
  board,
  baseline,
}: {
  board: GrowingBoard;
  baseline: BaselineComparison | null;
}) {
  const { decision, planState, binding } = board;
  const bound = board.criteria.find(({ key }) => key === binding);
  const look = decision.criteria.find((criterion) => criterion.look !== undefined)?.look;
  return (
    <section
      id="decide-verdict"
      className="decide-section decide-verdict"
      aria-labelledby="decide-verdict-title"
    >
      <p className="faint">May we roll out?</p>
      <h1 id="decide-verdict-title">
        <VerdictBadge verdict={decision.verdict} large />
      </h1>
      <p className="decide-summary">{withoutVerdict(decision.summary, VERDICT_LABEL[decision.verdict])}</p>
      <dl className="decide-answers">
        <dt>{decision.verdict === 'GO' ? 'Why' : 'Why not'}</dt>
        <dd>{whyWords(decision.criteria)}</dd>
        {decision.verdict !== 'GO' && (
          <>
            <dt>What it would take</dt>
            <dd>
              {decision.verdict === 'NO-GO' &&
                'More data will not turn what has failed: it takes another model, or another threshold declared with its reason. '}
              {bound !== undefined && bound.more.state !== 'decided' && (
                <>
                  <strong>{bound.result.label}:</strong> {bound.more.words}
                </>
              )}
            </dd>
          </>
        )}
        <dt>Who would suffer</dt>
        <dd>{board.slices ? safeText(whoSuffers(board.slices)) : 'Looking through the slices…'}</dd>
        <dt>Rule</dt>
        <dd>
          Plan “{planState.plan.name}”{' '}
          {planState.declared ? '' : '(nobody declared one: the default stands in) '}
          at {formatLevel(planState.plan.level)}. {look?.words}
        </dd>
      </dl>
      {baseline !== null && <Baseline baseline={baseline} />}
      <div className="button-row">
        <Button kind="primary" onPress={() => showSection('sign-off')}>
          <FileSignature className="icon" aria-hidden />
          Sign a decision
        </Button>
        <Button onPress={() => showSection('report')}>
          <FileText className="icon" aria-hidden />
          Report
        </Button>
      </div>
    </section>
  );
}

function withoutVerdict(summary: string, verdict: string): string {
  const start = `${verdict} — `;
  const text = summary.startsWith(start) ? summary.slice(start.length) : summary;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function whyWords(criteria: readonly CriterionResult[]): string {
  const required = criteria.filter((criterion) => criterion.required);
  const by = (verdict: CriterionResult['verdict']) =>
    required.filter((criterion) => criterion.verdict === verdict);
  const [failing, open, passing] = [by('NO-GO'), by('NOT-ENOUGH-DATA'), by('GO')];
  const parts = [
    failing.length > 0 &&
      `${names(failing)} ${failing.length === 1 ? 'fails' : 'fail'}: ${failing.map(({ reason }) => firstSentence(reason)).join(' ')}`,
    open.length > 0 && `Undecided: ${names(open)}.`,
    passing.length > 0 &&
      `${passing.length} of ${required.length} required ${plural(required.length, 'criterion', 'criteria')} ${passing.length === 1 ? 'passes' : 'pass'}${failing.length + open.length === 0 ? ', each with its bound and not just its estimate.' : '.'}`,
  ];
  return parts.filter(Boolean).join(' ') || 'The plan requires no criterion, so nothing decides.';
}

function names(criteria: readonly CriterionResult[]): string {
  return criteria.map(({ label }) => label).join(', ');
}

function firstSentence(text: string): string {
  return /^.*?[.!](?=\s|$)/s.exec(text)?.[0] ?? text;
}
