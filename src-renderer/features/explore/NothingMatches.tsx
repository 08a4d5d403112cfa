import { describeCondition } from '@core/model/describe-filter';
import { formatCount } from '@core/model/format';
import type { PairFilter } from '@core/model/pair-filter';
import { useFacets, useWithout } from '../../shared/api/explore-queries';
import { COLUMN_NEEDS } from '../../shared/filter/column-needs';
import { plural } from '../../shared/labels';
import { formatRoute } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { editFilter } from './edit-filter';

interface NothingMatchesProps {
  workspace: string;
  filter: PairFilter;
}

/** Says why the filter holds for no pair, and which condition to drop. */
export function NothingMatches({ workspace, filter }: NothingMatchesProps) {
  const { data } = useWithout(workspace, filter, filter.length > 1);
  const unmet = useUnmet(workspace, filter);
  return (
    <div className="empty explore-empty">
      <h2>{unmet ? unmet.title : 'No pair matches'}</h2>
      {unmet && (
        <p>
          {unmet.todo} <a href={formatRoute({ screen: 'overview', workspace })}>Show the Overview</a>
        </p>
      )}
      <p>Dropping one condition would leave:</p>
      <ul>
        {filter.map((condition, index) => (
          <li key={JSON.stringify(condition)}>
            <Button onPress={() => editFilter(() => filter.toSpliced(index, 1))}>
              <bdi>Without “{describeCondition(condition)}”</bdi>
            </Button>{' '}
            {filter.length > 1 && data && <Left count={data.counts[index] ?? 0} />}
          </li>
        ))}
      </ul>
      {filter.length > 1 && <Button onPress={() => editFilter(() => [])}>Show all pairs</Button>}
    </div>
  );
}

function Left({ count }: { count: number }) {
  return (
    <span className={count === 0 ? 'faint' : ''}>
      {count === 0 ? 'still none' : `${formatCount(count)} ${plural(count, 'pair')}`}
    </span>
  );
}

/** The first column that the filter asks for and that holds nothing at all. */
function useUnmet(workspace: string, filter: PairFilter): (typeof COLUMN_NEEDS)[number] | null {
  const asked = new Set(filter.flatMap((condition) => ('column' in condition ? [condition.column] : [])));
  const needs = COLUMN_NEEDS.filter(({ columns }) => columns.some((name) => asked.has(name)));
  const { data } = useFacets(workspace, { filter: [], columns: needs.flatMap(({ columns }) => columns) });
  if (!data) return null;
  const filled = new Set(data.facets.map(({ column }) => column.name));
  return needs.find(({ columns }) => columns.every((name) => !filled.has(name))) ?? null;
}
