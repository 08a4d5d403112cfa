import { useImportJob } from '../../shared/import-job';
import { ImportOutcome } from './ImportOutcome';
import { ImportRunning } from './ImportRunning';
import { MappingReview } from './MappingReview';
import './import.css';

interface ImportScreenProps {
  /** Ids of the logs, from the host. */
  logs: readonly string[];
  /** Workspace to add to; null for a new one. */
  workspace: string | null;
}

/** From chosen logs to a workspace: what they hold, the import, what came of it. */
export function ImportScreen({ logs, workspace }: ImportScreenProps) {
  const job = useImportJob((state) => state.job);
  const ours = job !== null && job.request.logs.join() === logs.join() ? job : null;
  if (ours?.status === 'running') return <ImportRunning job={ours} />;
  if (ours?.status === 'done' || ours?.status === 'failed') return <ImportOutcome job={ours} />;
  return <MappingReview logs={logs} workspace={workspace} cancelled={ours?.status === 'cancelled'} />;
}
