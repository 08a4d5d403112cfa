import type { ReviewSummary } from '@core/model/api/review';
import { inBrackets } from '@core/model/bounded-figure';
import { formatCount, formatLevel, formatMoment, formatPercent } from '@core/model/format';
import { safeText } from '@core/model/visible-text';
import { wilson } from '@core/stats/wilson';
import { toProblem } from '../../shared/api/problem';
import { useReviewSummary } from '../../shared/pair/use-review-summary';
import { Panel } from '../../shared/ui/Panel';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { AgreementPanel } from './AgreementPanel';
import { DisagreementPanel } from './DisagreementPanel';
import { StartReview } from './StartReview';
import { VoteImport } from './VoteImport';

/** How far the review is, and how far its reviewers agree. */
export function ReviewOverview({ workspace }: { workspace: string }) {
  const { data, error, refetch } = useReviewSummary(workspace);
  return (
    <div className="screen review">
      <h1>Review</h1>
      {error && (
        <ProblemPanel
          problem={toProblem(error)}
          actions={<Button onPress={() => void refetch()}>Try again</Button>}
        />
      )}
      {data === undefined && !error && <Skeleton label="Reading the reviews" heights={[80, 160, 160]} />}
      {data && (
        <>
          <StartReview workspace={workspace} comparable={data.comparable} />
          <VoteImport workspace={workspace} />
          <ProgressPanel summary={data} />
          <AgreementPanel agreements={data.agreements} level={data.level} />
          <DisagreementPanel workspace={workspace} disagreements={data.disagreements} />
          {data.damaged.length > 0 && (
            <p className="review-damaged">
              {formatCount(data.damaged.length)} lines of reviews.jsonl hold no review and are left out; the
              first is line {data.damaged[0]!.line}: {data.damaged[0]!.reason}.
            </p>
          )}
        </>
      )}
    </div>
  );
}

function ProgressPanel({ summary }: { summary: ReviewSummary }) {
  const { labelled, comparable, reviewers, level } = summary;
  const note = `n ${formatCount(labelled)} of ${formatCount(comparable)} comparable pairs have a verdict; bounds one-sided at ${formatLevel(level)}`;
  return (
    <Panel title="Labels" note={note}>
      {reviewers.length === 0 ? (
        <p className="soft">Nobody has labelled a pair yet.</p>
      ) : (
        <table aria-label="Labels by reviewer">
          <thead>
            <tr>
              <th scope="col">Reviewer</th>
              {['production better', 'shadow better', 'tie', 'both bad', 'in all', 'blind', 'imported'].map(
                (name) => (
                  <th key={name} scope="col" className="num">
                    {name}
                  </th>
                ),
              )}
              <th scope="col" className="num">
                last
              </th>
            </tr>
          </thead>
          <tbody>
            {reviewers.map(({ reviewer, counts, blind, imported, lastAt }) => {
              const all = counts.prod + counts.shadow + counts.tie + counts['both-bad'];
              return (
                <tr key={reviewer}>
                  <th scope="row">{safeText(reviewer)}</th>
                  {[counts.prod, counts.shadow, counts.tie, counts['both-bad']].map((count, at) => (
                    // oxlint-disable-next-line react/no-array-index-key -- the columns never change
                    <td key={at} className="num bounded">
                      {formatCount(count)} <span className="faint">{formatPercent(count / all)}</span>
                      <span className="bounds nowrap">{shareBounds(count, all, level)}</span>
                    </td>
                  ))}
                  <td className="num strong">{formatCount(all)}</td>
                  <td className="num">{formatCount(blind)}</td>
                  <td className="num">{formatCount(imported)}</td>
                  <td className="num soft">{formatMoment(lastAt)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function shareBounds(count: number, n: number, level: number): string {
  return n === 0 ? '' : inBrackets(wilson({ successes: count, n, level }), formatPercent);
}
