import { type FormEvent, useState } from 'react';
import type { ColumnUnit, PairColumn } from '@core/model/pair-columns';
import type { PairCondition } from '@core/model/pair-filter';
import { Button } from '../ui/Button';
import { focused } from './focused';

type Range = Extract<PairCondition, { kind: 'range' }>;

const UNIT: Readonly<Record<ColumnUnit, string>> = {
  ms: 'ms',
  usd: 'US dollars',
  ratio: '× production',
  similarity: '−1 to 1',
  count: '',
  share: '0 to 1',
};

/** From where to where a column's values lie. */
export function RangeForm({
  column,
  current,
  onDone,
}: {
  column: PairColumn;
  current: Range | null;
  onDone: (condition: Range) => void;
}) {
  const isTime = column.kind === 'time';
  const [from, setFrom] = useState(() => textOf(current?.min ?? null, isTime));
  const [below, setBelow] = useState(() => textOf(current?.max ?? null, isTime));
  const [min, max] = [numberOf(from, isTime), numberOf(below, isTime)];
  const turned = min !== null && max !== null && min >= max;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!turned) onDone({ kind: 'range', column: column.name, min, max });
  };
  const unit = isTime ? 'UTC' : column.unit && UNIT[column.unit];
  const type = isTime ? 'datetime-local' : 'number';
  return (
    <form className="filter-form" onSubmit={submit}>
      <label>
        From
        <input
          ref={focused}
          type={type}
          step="any"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      </label>
      <label>
        to below
        <input
          type={type}
          step="any"
          value={below}
          onChange={(event) => setBelow(event.currentTarget.value)}
        />
      </label>
      <span className="faint">{unit}</span>
      <p className="faint small">
        {turned
          ? 'The second must be larger than the first.'
          : 'An end that is left empty is open. Pairs without a value never match.'}
      </p>
      <Button kind="primary" type="submit" isDisabled={turned}>
        Apply
      </Button>
    </form>
  );
}

/** As the input wants it: a number, or a moment in UTC to the minute or finer. */
function textOf(value: number | null, isTime: boolean): string {
  if (value === null) return '';
  return isTime ? new Date(value).toISOString().slice(0, 19) : String(value);
}

function numberOf(text: string, isTime: boolean): number | null {
  if (text.trim() === '') return null;
  const value = isTime ? Date.parse(`${text}Z`) : Number(text);
  return Number.isFinite(value) ? value : null;
}
