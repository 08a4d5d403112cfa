import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount, formatFigure, formatPercent, formatRatio } from '@core/model/format';
import type { ChangeLedger, LedgerProgress, LedgerShift } from '@core/model/ledger';
import { Problem, toProblem } from '../../shared/api/problem';
import { readLedger } from '../../shared/api/decide-client';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Progress } from '../../shared/ui/Progress';
import { LedgerTableRow } from './LedgerTableRow';
import { Section } from './Section';

/** What users will notice on day one: flips of each kind in both directions, never netted, and shifts in length. */
export function LedgerSection({ workspace, pairs }: { workspace: string; pairs: number }) {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<LedgerProgress | null>(null);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['ledger', workspace, pairs],
    queryFn: async ({ signal }) => {
      let read = false;
      const onProgress = (now: LedgerProgress) => {
        read = true;
        setProgress(now);
      };
      const ledger = await readWhole(workspace, { signal, onProgress });
      setProgress(null);
      // The texts were read for the first time: slices by what stands in them are known only now.
      if (read) void queries.invalidateQueries({ queryKey: ['board', workspace] });
      return ledger;
    },
    staleTime: Infinity,
    // While what the log has grown by is read, what is known of the rest stays.
    placeholderData: keepPreviousData,
  });
  return (
    <Section id="ledger" note={data && `n ${formatCount(data.n)} pairs with both texts`}>
      {data && <Ledger ledger={data} workspace={workspace} />}
      {isFetching && (!data || progress) && (
        <div className="ledger-reading">
          <p className="soft">
            {data ? 'Reading the answers that are new' : 'Reading every answer once'}
            {progress && `: ${formatCount(progress.done)} of ${formatCount(progress.total)} pairs`}
          </p>
          <Progress
            label="Reading the answers"
            share={progress && progress.total > 0 ? progress.done / progress.total : null}
          />
        </div>
      )}
      {error && (
        <ProblemPanel
          problem={toProblem(error)}
          actions={<Button onPress={() => void refetch()}>Try again</Button>}
        />
      )}
    </Section>
  );
}

/** The ledger at the end of the stream; what is said before is how far it is. */
async function readWhole(
  workspace: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: LedgerProgress) => void },
): Promise<ChangeLedger> {
  for await (const event of readLedger(workspace, signal)) {
    if (event.type === 'progress') onProgress(event.progress);
    if (event.type === 'error') throw new Problem(event.error.kind, event.error.details);
    if (event.type === 'done') return event.ledger;
  }
  throw new Problem('internal', {
    message: 'The reading of the answers ended without a result',
    remedy: 'try again',
  });
}

function Ledger({ ledger, workspace }: { ledger: ChangeLedger; workspace: string }) {
  if (ledger.n === 0)
    return (
      <p className="empty">
        No pair has the texts of both answers, so nothing can be said of what users would read.
      </p>
    );
  const rows = ledger.rows.filter(({ both, prodOnly, shadowOnly }) => both + prodOnly + shadowOnly > 0);
  return (
    <>
      <table className="ledger" aria-label="Changes, regressions beside improvements">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" className="num">
              n
            </th>
            <th scope="col" className="num">
              Production
            </th>
            <th scope="col" className="num">
              Shadow
            </th>
            <th scope="col" className="num">
              Difference, bounds
            </th>
            <th scope="col" className="num">
              Regressions
            </th>
            <th scope="col" className="num">
              Improvements
            </th>
            <th scope="col" className="num">
              p, adjusted
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <LedgerTableRow key={row.trait} row={row} workspace={workspace} />
          ))}
        </tbody>
      </table>
      {ledger.shifts.length > 0 && <Shifts shifts={ledger.shifts} />}
    </>
  );
}

function Shifts({ shifts }: { shifts: readonly LedgerShift[] }) {
  return (
    <table className="decide-after" aria-label="Length of the answers">
      <thead>
        <tr>
          <th scope="col">Per answer</th>
          <th scope="col" className="num">
            Production, median
          </th>
          <th scope="col" className="num">
            Shadow, median
          </th>
          <th scope="col" className="num">
            Ratio of totals, bounds
          </th>
          <th scope="col" className="num">
            At least doubled
          </th>
          <th scope="col" className="num">
            At most half
          </th>
          <th scope="col" className="num">
            n
          </th>
        </tr>
      </thead>
      <tbody>
        {shifts.map((shift) => (
          <tr key={shift.figure}>
            <th scope="row">{shift.label}</th>
            <td className="num">{formatFigure(shift.prodMedian)}</td>
            <td className="num">{formatFigure(shift.shadowMedian)}</td>
            <td className="num">
              <strong>{formatRatio(shift.ratio)}</strong>{' '}
              <span className="bounds">
                {formatRatio(shift.lower)} … {formatRatio(shift.upper)}
              </span>
            </td>
            <td className="num">{formatPercent(shift.doubled)}</td>
            <td className="num">{formatPercent(shift.halved)}</td>
            <td className="num">{formatCount(shift.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
