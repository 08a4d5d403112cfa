import type { RejectCode } from '@core/model/import';
import { formatCount } from '@core/model/format';
import { toProblem } from '../../shared/api/problem';
import { useRejects } from '../../shared/api/queries';
import { plural } from '../../shared/labels';
import { formatRoute } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { CodeFilter } from './CodeFilter';
import { Pager } from './Pager';
import { RejectRow } from './RejectRow';
import './rejects.css';

const PAGE = 100;

interface RejectsScreenProps {
  workspace: string;
  /** Shows only rejects of this code; null shows all. */
  code: RejectCode | null;
  offset: number;
}

/** Every line that was not imported, with why. */
export function RejectsScreen({ workspace, code, offset }: RejectsScreenProps) {
  const { data, error, isPending, isPlaceholderData, refetch } = useRejects({
    workspace,
    code,
    offset,
    limit: PAGE,
  });
  const all = data?.byCode.reduce((sum, entry) => sum + entry.count, 0) ?? 0;
  return (
    <div className="screen rejects" aria-busy={isPlaceholderData}>
      <h1>Rejected lines</h1>
      {isPending && <Skeleton label="Fetching rejected lines" heights={[28, 320]} />}
      {error && (
        <ProblemPanel
          problem={toProblem(error)}
          actions={<Button onPress={() => void refetch()}>Try again</Button>}
        />
      )}
      {data && all === 0 && (
        <div className="empty">
          <p>
            <strong>Every line of the logs was imported.</strong>
          </p>
          <p>
            Lines that cannot be read, and repeated request ids, would be listed here.{' '}
            <a href={formatRoute({ screen: 'overview', workspace })}>Back to the Overview</a>
          </p>
        </div>
      )}
      {data && all > 0 && (
        <>
          <CodeFilter workspace={workspace} code={code} byCode={data.byCode} all={all} />
          <Pager workspace={workspace} code={code} page={data} size={PAGE} />
          <table aria-label={`${formatCount(data.total)} rejected ${plural(data.total, 'line')}`}>
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col" className="num">
                  Line
                </th>
                <th scope="col">Why</th>
                <th scope="col">Text of the line</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((reject) => (
                <RejectRow
                  key={`${reject.file}:${reject.line}:${reject.code}:${reject.reason}`}
                  reject={reject}
                />
              ))}
            </tbody>
          </table>
          {data.rows.length === 0 && <p className="empty">No line of this kind on this page.</p>}
        </>
      )}
    </div>
  );
}
