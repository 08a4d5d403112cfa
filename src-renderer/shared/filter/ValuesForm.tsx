import { type FormEvent, useState } from 'react';
import { valueLabel } from '@core/model/describe-filter';
import { formatCount } from '@core/model/format';
import type { PairColumn } from '@core/model/pair-columns';
import type { PairCondition, PairFilter } from '@core/model/pair-filter';
import { useFacets } from '../api/explore-queries';
import { Button } from '../ui/Button';
import { Skeleton } from '../ui/Skeleton';
import { COLUMN_NEEDS } from './column-needs';
import { focused } from './focused';

type Values = Extract<PairCondition, { kind: 'any-of' | 'none-of' | 'has' }>;

interface ValuesFormProps {
  workspace: string;
  /** The other conditions, under which the values are counted. */
  others: PairFilter;
  column: PairColumn;
  current: Values | null;
  onDone: (condition: Values) => void;
}

/** Which values of a column are asked for, or left out. */
export function ValuesForm({ workspace, others, column, current, onDone }: ValuesFormProps) {
  const isId = column.kind === 'id';
  const { data } = useFacets(workspace, { filter: others, columns: isId ? [] : [column.name] });
  const [chosen, setChosen] = useState<ReadonlySet<string | null>>(() => new Set(current?.values));
  const [without, setWithout] = useState(current?.kind === 'none-of');
  const [other, setOther] = useState('');
  const facet = data?.facets.find((entry) => entry.kind === 'bars');
  const listed: (readonly [string | null, number])[] = [
    ...(facet?.values ?? []).map(({ value, selected }) => [value, selected] as const),
    ...(facet && facet.missing.all > 0 ? [[null, facet.missing.selected] as const] : []),
  ];
  const offered = [
    ...listed,
    ...[...chosen]
      .filter((value) => listed.every(([known]) => known !== value))
      .map((value) => [value, null] as const),
  ];
  const toggle = (value: string | null) =>
    setChosen((now) => new Set(now.has(value) ? [...now].filter((each) => each !== value) : [...now, value]));
  const values = other.trim() === '' ? [...chosen] : [...chosen, other.trim()];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (values.length === 0) return;
    const present = values.filter((value) => value !== null);
    if (column.kind === 'list' && !without && present.length > 0)
      onDone({ kind: 'has', column: column.name, values: present });
    else onDone({ kind: without ? 'none-of' : 'any-of', column: column.name, values });
  };
  if (!isId && data !== undefined && offered.length === 0) return <NoValues name={column.name} />;
  return (
    <form className="filter-form" onSubmit={submit}>
      {!isId && data === undefined && <Skeleton label="Counting values" heights={[28, 28, 28]} />}
      {offered.length > 0 && (
        <ul className="filter-values">
          {offered.map(([value, count], index) => (
            <li key={value ?? '\0'}>
              <label>
                <input
                  type="checkbox"
                  ref={index === 0 ? focused : undefined}
                  checked={chosen.has(value)}
                  onChange={() => toggle(value)}
                />
                <bdi className="clip">{valueLabel(column.name, value)}</bdi>
                <span className="num faint">{count === null ? '' : formatCount(count)}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      {(isId || (facet && facet.rest.values > 0)) && (
        <label>
          {isId ? 'Request id' : 'Another value'}
          <input
            ref={isId ? focused : undefined}
            value={other}
            onChange={(event) => setOther(event.currentTarget.value)}
          />
        </label>
      )}
      <label className="filter-check">
        <input type="checkbox" checked={without} onChange={() => setWithout(!without)} /> all but these
      </label>
      <Button kind="primary" type="submit" isDisabled={values.length === 0}>
        Apply
      </Button>
    </form>
  );
}

/** Why there is nothing to choose from, and what would change that. */
function NoValues({ name }: { name: string }) {
  const need = COLUMN_NEEDS.find(({ columns }) => columns.includes(name));
  return <p className="soft">{need ? `${need.title}. ${need.todo}` : 'No pair has a value here.'}</p>;
}
