import { ArrowRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { formatCount } from '@core/model/format';
import { type ImportJob, useImportJob } from '../../shared/import-job';
import { plural } from '../../shared/labels';
import { chooseLogs } from '../../shared/open-logs';
import { formatRoute, navigate } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';

/** What came of an import. */
export function ImportOutcome({ job }: { job: Extract<ImportJob, { status: 'done' | 'failed' }> }) {
  return job.status === 'done' ? <Done job={job} /> : <Failed job={job} />;
}

function Failed({ job }: { job: Extract<ImportJob, { status: 'failed' }> }) {
  const dismiss = useImportJob((state) => state.dismiss);
  const start = useImportJob((state) => state.start);
  return (
    <div className="screen import">
      <h1>The import did not finish</h1>
      <ProblemPanel
        problem={job.problem}
        actions={
          <>
            <Button kind="primary" onPress={() => start({ request: job.request, names: job.names })}>
              Import again
            </Button>
            <Button onPress={dismiss}>Change the mapping</Button>
            <Button onPress={() => void chooseLogs(job.request.workspace ?? null)}>Choose other logs…</Button>
          </>
        }
      />
    </div>
  );
}

function Done({ job }: { job: Extract<ImportJob, { status: 'done' }> }) {
  const { workspace, imported } = job;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const known = imported.files.filter((file) => file.alreadyImported);
  const show = () => {
    useImportJob.getState().dismiss();
    navigate({ screen: 'overview', workspace });
  };
  return (
    <div className="screen import">
      <h1>Imported</h1>
      <dl className="import-totals">
        <div>
          <dt>{plural(imported.pairs, 'pair')}</dt>
          <dd>{formatCount(imported.pairs)}</dd>
        </div>
        <div>
          <dt>rejected {plural(imported.rejected, 'line')}</dt>
          <dd>
            <a href={formatRoute({ screen: 'rejects', workspace, code: null, offset: 0 })}>
              {formatCount(imported.rejected)}
            </a>
          </dd>
        </div>
        <div>
          <dt>{plural(imported.duplicates, 'duplicate')}</dt>
          <dd>
            <a href={formatRoute({ screen: 'rejects', workspace, code: 'duplicate', offset: 0 })}>
              {formatCount(imported.duplicates)}
            </a>
          </dd>
        </div>
      </dl>
      {known.map((file) => (
        <p key={file.sha256} className="soft">
          {file.file} was imported before; nothing was added from it.
        </p>
      ))}
      <div className="button-row">
        <Button kind="primary" ref={button} onPress={show}>
          Show the Overview
          <ArrowRight className="icon" aria-hidden />
        </Button>
      </div>
    </div>
  );
}
