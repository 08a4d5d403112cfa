import { FlaskConical, FolderOpen } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { openExample } from '../../shared/api/client';
import { toProblem } from '../../shared/api/problem';
import { refreshWorkspace, useAppState } from '../../shared/api/queries';
import { Keys } from '../../shared/commands/Keys';
import { chooseLogs } from '../../shared/open-logs';
import { navigate } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { FirstSteps } from './FirstSteps';
import { RecentTable } from './RecentTable';
import './start.css';

/** Where Gnomon opens without a workspace. */
export function StartScreen() {
  const { data, error, isPending, refetch } = useAppState();
  const example = useMutation({
    mutationFn: () => openExample(),
    onSuccess: async ({ workspace }) => {
      await refreshWorkspace(workspace);
      navigate({ screen: 'overview', workspace });
    },
  });
  return (
    <div className="screen start">
      <div>
        <h1>May the new model replace the one in production?</h1>
        <p className="soft">
          Open the logs of a shadow comparison, in which both models answered the same requests.
        </p>
      </div>
      <div className="start-actions">
        <Button kind="primary" onPress={() => void chooseLogs(null)}>
          <FolderOpen className="icon" aria-hidden />
          Open logs…
        </Button>
        <Button onPress={() => example.mutate()} isDisabled={example.isPending}>
          <FlaskConical className="icon" aria-hidden />
          {example.isPending ? 'Opening the example…' : 'Try the example'}
        </Button>
        <span className="faint">
          or drop files anywhere in this window · <Keys keys="o" />
        </span>
      </div>
      {example.error && <ProblemPanel problem={toProblem(example.error)} />}
      {isPending && <Skeleton label="Fetching recent workspaces" heights={[28, 28, 28]} />}
      {error && !data && (
        <ProblemPanel
          problem={toProblem(error)}
          actions={<Button onPress={() => void refetch()}>Try again</Button>}
        />
      )}
      {data && (data.recent.length > 0 ? <RecentTable recent={data.recent} /> : <FirstSteps />)}
      {data && <p className="faint small">Gnomon {data.version}</p>}
    </div>
  );
}
