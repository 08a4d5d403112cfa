import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignOffState } from '@core/model/api/sign-off';
import { VERDICT_LABEL, type Verdict } from '@core/model/decision';
import { formatCount, formatMoment } from '@core/model/format';
import { FOLLOWS, SIGNED_DECISIONS, SIGNED_DECISION_LABEL, type SignedDecision } from '@core/model/sign-off';
import { type Problem, toProblem } from '../../shared/api/problem';
import { postSignOff } from '../../shared/api/decide-client';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';
import { Section } from './Section';

interface SignOffSectionProps {
  state: SignOffState;
  verdict: Verdict;
  workspace: string;
}

/** Who decides what on these figures; a decision against the verdict needs its reason. */
export function SignOffSection({ state, verdict, workspace }: SignOffSectionProps) {
  const queries = useQueryClient();
  const [approver, setApprover] = useState('');
  const [decision, setDecision] = useState<SignedDecision>(FOLLOWS[verdict]);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [signing, setSigning] = useState(false);
  const override = FOLLOWS[verdict] !== decision;
  const ready = approver.trim() !== '' && (!override || reason.trim() !== '') && !signing;
  const sign = async (): Promise<void> => {
    setSigning(true);
    setProblem(null);
    try {
      const request = { approver, decision, reason, evidenceHash: state.hashes.evidence };
      queries.setQueryData(['sign-offs', workspace], await postSignOff(workspace, request));
      await queries.invalidateQueries({ queryKey: ['report-model', workspace] });
      setReason('');
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setSigning(false);
    }
  };
  return (
    <Section
      id="sign-off"
      note={
        <>
          figures <code title={state.hashes.evidence}>{state.hashes.evidence.slice(0, 12)}</code>, plan{' '}
          <code title={state.hashes.plan}>{state.hashes.plan.slice(0, 12)}</code>
        </>
      }
    >
      <form
        className="sign-off"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void sign();
        }}
      >
        <label htmlFor="sign-approver">Approver</label>
        <input
          id="sign-approver"
          value={approver}
          maxLength={200}
          autoComplete="name"
          onChange={(event) => setApprover(event.currentTarget.value)}
        />
        <span id="sign-decision">Decision</span>
        <div role="radiogroup" aria-labelledby="sign-decision" className="sign-choices">
          {SIGNED_DECISIONS.map((each) => (
            <label key={each} className="check">
              <input
                type="radio"
                name="decision"
                checked={decision === each}
                onChange={() => setDecision(each)}
              />
              {SIGNED_DECISION_LABEL[each]}
              {FOLLOWS[verdict] === each && (
                <span className="faint"> follows from {VERDICT_LABEL[verdict]}</span>
              )}
            </label>
          ))}
        </div>
        <label htmlFor="sign-reason">Reason{override ? '' : ' (optional)'}</label>
        <div>
          <textarea
            id="sign-reason"
            rows={2}
            value={reason}
            maxLength={4000}
            required={override}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {override && (
            <p className="evidence-caution">
              This overrides the verdict. The reason is kept in the workspace and stands in every later
              report.
            </p>
          )}
        </div>
        <span />
        <div className="button-row">
          <Button kind="primary" type="submit" isDisabled={!ready}>
            {signing ? 'Signing…' : override ? 'Sign the override' : 'Sign'}
          </Button>
        </div>
      </form>
      {problem && <ProblemPanel problem={problem} />}
      {state.signOffs.length === 0 ? (
        <p className="faint">Nobody has signed a decision about these data yet.</p>
      ) : (
        <table className="decide-after" aria-label="Signed decisions">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Approver</th>
              <th scope="col">Decision</th>
              <th scope="col">Verdict then</th>
              <th scope="col" className="num">
                Pairs
              </th>
              <th scope="col">Figures</th>
            </tr>
          </thead>
          <tbody>
            {state.signOffs.toReversed().map((entry) => (
              <tr key={entry.at}>
                <td className="nowrap">{formatMoment(entry.at)}</td>
                <td>
                  <bdi>{entry.approver}</bdi>
                </td>
                <td>
                  <strong>{SIGNED_DECISION_LABEL[entry.decision]}</strong>
                  {entry.override && <span className="evidence-caution"> override</span>}
                  {entry.reason !== '' && <span className="soft">: {entry.reason}</span>}
                </td>
                <td>
                  <VerdictBadge verdict={entry.verdict} />
                </td>
                <td className="num">{formatCount(entry.pairs)}</td>
                <td>
                  <code title={entry.evidenceHash}>{entry.evidenceHash.slice(0, 12)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {state.damaged.length > 0 && (
        <p className="evidence-caution">
          {state.damaged.length} lines of decisions.jsonl can not be read and are left out.
        </p>
      )}
    </Section>
  );
}
