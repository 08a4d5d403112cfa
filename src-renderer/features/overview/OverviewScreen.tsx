import type { Overview } from '@core/model/overview';
import { toProblem } from '../../shared/api/problem';
import { useOverview } from '../../shared/api/queries';
import { PeoplePanel } from '../../shared/PeoplePanel';
import { chooseLogs } from '../../shared/open-logs';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { CriteriaTable } from './CriteriaTable';
import { FigurePanels } from './FigurePanels';
import { QualityPanel } from './QualityPanel';
import { VerdictLine } from './VerdictLine';
import './overview.css';

/** May we roll out? */
export function OverviewScreen({ workspace }: { workspace: string }) {
  const { data, error, isPending, refetch } = useOverview(workspace);
  if (data) return data.workspace.pairs === 0 ? <NoPairs overview={data} /> : <Figures overview={data} />;
  return (
    <div className="screen">
      <h1 className="visually-hidden">Overview</h1>
      {isPending && <Skeleton label="Computing the Overview" heights={[36, 176, 300, 220]} />}
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

function Figures({ overview }: { overview: Overview }) {
  return (
    <div className="screen overview">
      <VerdictLine overview={overview} />
      <CriteriaTable workspace={overview.workspace.id} criteria={overview.decision.criteria} />
      <PeoplePanel human={overview.human} workspace={overview.workspace.id} />
      <FigurePanels figures={overview} measurable />
      <QualityPanel overview={overview} />
    </div>
  );
}

function NoPairs({ overview }: { overview: Overview }) {
  return (
    <div className="screen overview">
      <div className="empty">
        <h1>No pairs in this workspace</h1>
        <p>There is nothing to decide from. What became of the log lines stands below.</p>
        <Button kind="primary" onPress={() => void chooseLogs(overview.workspace.id)}>
          Add logs…
        </Button>
      </div>
      <QualityPanel overview={overview} />
    </div>
  );
}
