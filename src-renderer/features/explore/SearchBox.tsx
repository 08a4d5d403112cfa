import { Search } from 'lucide-react';
import { type FormEvent, memo, useMemo, useRef, useState } from 'react';
import type { TextCondition } from '@core/model/pair-filter';
import { Keys } from '../../shared/commands/Keys';
import { useCommands } from '../../shared/commands/registry';
import { TEXT_MODE_LABEL, TEXT_PLACE_LABEL, textProblem } from '../../shared/filter/text-condition';
import { Choice } from '../../shared/ui/Choice';

/** Looks for words or a pattern in the texts; Enter adds them to the filter. */
export const SearchBox = memo(function SearchBox({
  onSearch,
}: {
  onSearch: (condition: TextCondition) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [pattern, setPattern] = useState('');
  const [place, setPlace] = useState<TextCondition['in']>('anywhere');
  const [mode, setMode] = useState<TextCondition['mode']>('plain');
  const commands = useMemo(
    () => [
      {
        id: 'explore.search',
        title: 'Search the texts',
        group: 'Explore' as const,
        keys: '/',
        run: () => input.current?.focus(),
      },
    ],
    [],
  );
  useCommands(commands);
  const condition: TextCondition = { kind: 'text', in: place, mode, pattern };
  const problem = textProblem(condition);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pattern === '' || problem !== null) return;
    onSearch(condition);
    setPattern('');
  };
  return (
    <form className="explore-search" role="search" onSubmit={submit}>
      <label className="explore-search-field">
        <Search className="icon faint" aria-hidden />
        <input
          ref={input}
          aria-label="Search the texts"
          aria-invalid={problem !== null}
          placeholder="Search texts"
          title={problem ?? undefined}
          value={pattern}
          onChange={(event) => setPattern(event.currentTarget.value)}
        />
        <Keys keys="/" />
      </label>
      <Choice label="Where to search" value={place} options={options(TEXT_PLACE_LABEL)} onChange={setPlace} />
      <Choice label="How to search" value={mode} options={options(TEXT_MODE_LABEL)} onChange={setMode} />
      {problem !== null && <span className="filter-problem small">{problem}</span>}
    </form>
  );
});

function options<Value extends string>(labels: Readonly<Record<Value, string>>) {
  return (Object.entries(labels) as [Value, string][]).map(([value, label]) => ({ value, label }));
}
