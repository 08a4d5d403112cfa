import type { CriterionBoard, GrowingBoard, MoreNeeded } from '@core/model/board';
import { formatCount, formatDuration, formatFigure } from '@core/model/format';
import { safeText } from '@core/model/visible-text';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';
import { Section } from './Section';

/** How many more requests and how much more time each criterion needs, and which one is the last to be decided. */
export function NeededSection({ board }: { board: GrowingBoard }) {
  const { pace, binding, criteria } = board;
  const note =
    pace === undefined
      ? 'counting the pairs…'
      : pace === null
        ? 'no pace: the log carries no times'
        : `at ${formatFigure(pace.perHour)} complete pairs an hour (${formatFigure(pace.range[0])} to ${formatFigure(pace.range[1])}), over the last ${formatDuration(pace.windowMs)}`;
  return (
    <Section id="needed" note={note}>
      <table aria-label="What each criterion still needs">
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">Verdict</th>
            <th scope="col" className="num">
              Further
            </th>
            <th scope="col" className="num">
              Likely range
            </th>
            <th scope="col" className="num">
              Time
            </th>
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          {criteria.map((criterion) => (
            <Row
              key={criterion.key}
              criterion={criterion}
              binds={criterion.key === binding && criterion.more.state !== 'decided'}
            />
          ))}
        </tbody>
      </table>
      {board.drift && <p className="soft decide-after">{safeText(board.drift.end.words)}</p>}
    </Section>
  );
}

function Row({ criterion, binds }: { criterion: CriterionBoard; binds: boolean }) {
  const { result, more } = criterion;
  return (
    <tr data-binding={binds || undefined}>
      <th scope="row">
        <span className="strong">{safeText(result.label)}</span>
        {binds && <span className="criteria-mark">binding</span>}
        {!result.required && <span className="criteria-mark">not required</span>}
      </th>
      <td>
        <VerdictBadge verdict={result.verdict} />
      </td>
      <td className="num strong">{pairsWords(more)}</td>
      <td className="num soft">{more.state === 'reachable' ? rangeWords(more.range, formatCount) : ''}</td>
      <td className="num">{more.state === 'reachable' ? formatDuration(more.durationMs) : ''}</td>
      <td className="soft decide-words">{more.words}</td>
    </tr>
  );
}

function pairsWords({ state, pairs, unit }: MoreNeeded): string {
  if (state === 'decided') return 'none';
  if (state === 'not-reachable') return 'not reachable';
  return pairs === null ? 'not known' : `${formatCount(pairs)} ${unit}`;
}

function rangeWords(range: MoreNeeded['range'], format: (value: number | null) => string): string {
  if (range === null) return '';
  const [from, to] = range;
  return `${from === null ? '?' : format(from)} to ${to === null ? 'not reachable' : format(to)}`;
}
