import type { JudgeState } from '@core/model/api/judge';
import { formatCount } from '@core/model/format';
import { useJudgeTrust } from '../../../shared/api/judge-queries';
import { toProblem } from '../../../shared/api/problem';
import { useJudgeJob } from '../../../shared/judge-job';
import { plural } from '../../../shared/labels';
import { formatRoute } from '../../../shared/route';
import { ProblemPanel } from '../../../shared/ui/ProblemPanel';
import { Skeleton } from '../../../shared/ui/Skeleton';
import { AlarmList } from './AlarmList';
import { ConfigurationBar } from './ConfigurationBar';
import { LengthPanel } from './LengthPanel';
import { OrderPanel } from './OrderPanel';
import { PeoplePanel } from './PeoplePanel';
import { RatesPanel } from './RatesPanel';
import { UnjudgedTable } from './UnjudgedTable';
import { WinRatePanel } from './WinRatePanel';

/** What the judge found, and how far it can be relied on. */
export function ResultsView({ workspace, state }: { workspace: string; state: JudgeState }) {
  const current = state.configurations.find(({ config }) => config === state.current) ?? null;
  const trust = useJudgeTrust(workspace, current !== null);
  const job = useJudgeJob((state) => (state.job?.workspace === workspace ? state.job : null));
  if (current === null) return job?.status === 'running' ? null : <NotJudged workspace={workspace} />;
  const { early } = trust;
  const report = trust.data?.report ?? early?.report ?? null;
  return (
    <div className="results">
      <ConfigurationBar workspace={workspace} state={state} />
      {job === null && !state.running && current.totals.notAsked > 0 && (
        <p>
          {formatCount(current.totals.notAsked)} {plural(current.totals.notAsked, 'pair')} of the sample{' '}
          {current.totals.notAsked === 1 ? 'is' : 'are'} not asked yet.{' '}
          <a href={formatRoute({ screen: 'judge', workspace, view: 'setup' })}>Go on with the run</a>
        </p>
      )}
      {trust.isPending && early === null && (
        <Skeleton label="Computing the trust figures" heights={[120, 160, 160]} />
      )}
      {trust.error && <ProblemPanel problem={toProblem(trust.error)} />}
      {report && (
        <>
          <WinRatePanel workspace={workspace} report={report} totals={current.totals} />
          <AlarmList
            workspace={workspace}
            alarms={report.alarms}
            judged={report.judged}
            reading={early && { done: early.read, total: early.total }}
          />
          <div className="results-columns">
            <OrderPanel workspace={workspace} report={report} />
            <RatesPanel workspace={workspace} report={report} />
            <LengthPanel report={report} />
            <PeoplePanel workspace={workspace} report={report} />
          </div>
          {current.totals.games.unjudged > 0 && (
            <UnjudgedTable workspace={workspace} config={current.config} />
          )}
        </>
      )}
      {state.damaged.length > 0 && (
        <p className="caution">
          {state.damaged.length === 1 ? '1 line' : `${state.damaged.length} lines`} of judgements.jsonl could
          not be read (line {state.damaged[0]!.line}: {state.damaged[0]!.reason}); the others count.
        </p>
      )}
    </div>
  );
}

function NotJudged({ workspace }: { workspace: string }) {
  return (
    <div className="empty">
      <h2>Not judged yet</h2>
      <p>
        A judge is a language model that is shown both answers of a pair, in both orders, and says which one
        is better. It can run on this machine, with Ollama or any local server, or with a provider. Before
        anything is sent, you see the very prompts, what they cost, and where they go.
      </p>
      <a href={formatRoute({ screen: 'judge', workspace, view: 'setup' })}>Set up a judge</a>
    </div>
  );
}
