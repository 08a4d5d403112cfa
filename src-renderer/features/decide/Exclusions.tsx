import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { GrowingBoard } from '@core/model/board';
import { formatCount } from '@core/model/format';
import type { PairFilter } from '@core/model/pair-filter';
import { safeText } from '@core/model/visible-text';
import type { Problem } from '../../shared/api/problem';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';

/** Pairs that are taken as if they were not there. */
export interface Exclusion {
  label: string;
  filter: PairFilter;
}

interface ExclusionsProps {
  board: GrowingBoard;
  excluded: readonly Exclusion[];
  /** How many pairs those are; null while that is computed. */
  pairs: number | null;
  problem: Problem | null;
  onChange: (excluded: readonly Exclusion[]) => void;
}

/** Slices, and the pairs that decide a criterion, to be left out for a try. */
export function Exclusions({ board, excluded, pairs, problem, onChange }: ExclusionsProps) {
  const offered = useMemo(() => offers(board), [board]);
  const left = offered.filter(({ label }) => !excluded.some((each) => each.label === label));
  return (
    <div className="setting">
      <div className="setting-head">
        <label htmlFor="what-if-exclude">Leave out pairs</label>
        <select
          id="what-if-exclude"
          value=""
          onChange={(event) => {
            const chosen = left.find(({ label }) => label === event.currentTarget.value);
            if (chosen !== undefined) onChange([...excluded, chosen]);
          }}
        >
          <option value="" disabled>
            a slice, or what decides…
          </option>
          {left.map(({ label }) => (
            <option key={label} value={label}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <ul className="protected">
        {excluded.map(({ label }) => (
          <li key={label} className="chip">
            <bdi className="clip">{label}</bdi>
            <Button
              kind="quiet"
              square
              aria-label={`Take in again: ${label}`}
              onPress={() => onChange(excluded.filter((each) => each.label !== label))}
            >
              <X className="icon" aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      {excluded.length > 0 && (
        <p className="soft small">
          {pairs === null
            ? 'Computing without them…'
            : `${formatCount(pairs)} of ${formatCount(board.workspace.pairs)} ${plural(board.workspace.pairs, 'pair')} left out. A verdict reached by leaving out what fails is no verdict; it shows how much hangs on these pairs.`}
        </p>
      )}
      {problem && <ProblemPanel problem={problem} />}
    </div>
  );
}

function offers({ slices, criteria }: GrowingBoard): Exclusion[] {
  return [
    ...(slices?.rows ?? []).map(({ label, filter, pairs }) => ({
      label: `${safeText(label)} (${formatCount(pairs)})`,
      filter,
    })),
    ...criteria.flatMap(({ deciding }) =>
      deciding
        .filter(({ count }) => count > 0)
        .map(({ label, count, filter }) => ({
          label: `${formatCount(count)} ${safeText(label)}`,
          filter,
        })),
    ),
  ];
}
