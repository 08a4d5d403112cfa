import { useEffect } from 'react';
import type { JudgeView } from '../../shared/route';
import { formatRoute } from '../../shared/route';
import { useJudgeState } from '../../shared/api/judge-queries';
import { toProblem } from '../../shared/api/problem';
import { useJudgeJob } from '../../shared/judge-job';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { BatchTable } from './results/BatchTable';
import { ResultsView } from './results/ResultsView';
import { RunPanel } from './run/RunPanel';
import { SetupView } from './setup/SetupView';
import './judge.css';

const VIEWS: readonly { view: JudgeView; label: string }[] = [
  { view: 'results', label: 'Results' },
  { view: 'setup', label: 'Set up' },
];

/** Is the shadow better? What a judge says, and how far it can be relied on. */
export function JudgeScreen({ workspace, view }: { workspace: string; view: JudgeView | null }) {
  const { data, error, isPending, refetch } = useJudgeState(workspace);
  const job = useJudgeJob((state) => (state.job?.workspace === workspace ? state.job : null));
  const follow = useJudgeJob((state) => state.follow);
  useEffect(() => {
    if (data?.running === true) follow(workspace);
  }, [data?.running, follow, workspace]);

  if (!data) {
    return (
      <div className="screen judge">
        <h1>Judge</h1>
        {isPending && <Skeleton label="Reading the judgements" heights={[36, 220, 220]} />}
        {error && (
          <ProblemPanel
            problem={toProblem(error)}
            actions={
              <Button kind="primary" onPress={() => void refetch()}>
                Try again
              </Button>
            }
          />
        )}
      </div>
    );
  }
  const hasResults = data.configurations.some(
    ({ totals }) => totals.games.judged + totals.games.unjudged > 0,
  );
  const shown = view ?? (hasResults || job !== null ? 'results' : 'setup');
  return (
    <div className="screen judge">
      <header className="judge-head">
        <h1>Judge</h1>
        <nav className="tabs" aria-label="Views of the judge">
          {VIEWS.map(({ view: each, label }) => (
            <a
              key={each}
              href={formatRoute({ screen: 'judge', workspace, view: each })}
              {...(shown === each ? { 'aria-current': 'page' as const } : {})}
            >
              {label}
            </a>
          ))}
        </nav>
      </header>
      {job !== null && <RunPanel job={job} />}
      <BatchTable workspace={workspace} state={data} />
      {shown === 'setup' ? (
        <SetupView workspace={workspace} state={data} />
      ) : (
        <ResultsView workspace={workspace} state={data} />
      )}
    </div>
  );
}
