import { type FormEvent, useState } from 'react';
import type { TextCondition } from '@core/model/pair-filter';
import { Button } from '../ui/Button';
import { focused } from './focused';
import { TEXT_MODE_LABEL, TEXT_PLACE_LABEL, textProblem } from './text-condition';

/** Words or a pattern, and where to look for them. */
export function TextForm({
  current,
  onDone,
}: {
  current: TextCondition | null;
  onDone: (condition: TextCondition) => void;
}) {
  const [pattern, setPattern] = useState(current?.pattern ?? '');
  const [place, setPlace] = useState<TextCondition['in']>(current?.in ?? 'anywhere');
  const [mode, setMode] = useState<TextCondition['mode']>(current?.mode ?? 'plain');
  const problem = textProblem({ kind: 'text', in: place, mode, pattern });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pattern !== '' && problem === null) onDone({ kind: 'text', in: place, mode, pattern });
  };
  return (
    <form className="filter-form" onSubmit={submit}>
      <label>
        Text
        <input ref={focused} value={pattern} onChange={(event) => setPattern(event.currentTarget.value)} />
      </label>
      <Radios legend="In" labels={TEXT_PLACE_LABEL} value={place} onChange={setPlace} />
      <Radios legend="As" labels={TEXT_MODE_LABEL} value={mode} onChange={setMode} />
      {problem !== null && (
        <p className="small filter-problem" role="alert">
          {problem}
        </p>
      )}
      <Button kind="primary" type="submit" isDisabled={pattern === '' || problem !== null}>
        Apply
      </Button>
    </form>
  );
}

function Radios<Value extends string>({
  legend,
  labels,
  value,
  onChange,
}: {
  legend: string;
  labels: Readonly<Record<Value, string>>;
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {(Object.entries(labels) as [Value, string][]).map(([each, label]) => (
        <label key={each} className="filter-check">
          <input type="radio" name={legend} checked={each === value} onChange={() => onChange(each)} />{' '}
          {label}
        </label>
      ))}
    </fieldset>
  );
}
