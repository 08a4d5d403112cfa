import { type FormEvent, useState } from 'react';
import type { PairCondition } from '@core/model/pair-filter';
import { Button } from '../ui/Button';
import { focused } from './focused';

type Sample = Extract<PairCondition, { kind: 'sample' }>;

/** How many pairs are drawn at random, and from which seed. */
export function SampleForm({
  current,
  onDone,
}: {
  current: Sample | null;
  onDone: (condition: Sample) => void;
}) {
  const [n, setN] = useState(String(current?.n ?? 200));
  const [seed, setSeed] = useState(String(current?.seed ?? 1));
  const [count, start] = [Number(n), Number(seed)];
  const isValid = Number.isInteger(count) && count > 0 && Number.isInteger(start);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) onDone({ kind: 'sample', n: count, seed: start });
  };
  return (
    <form className="filter-form" onSubmit={submit}>
      <label>
        Pairs
        <input
          ref={focused}
          type="number"
          min={1}
          value={n}
          onChange={(event) => setN(event.currentTarget.value)}
        />
      </label>
      <label>
        Seed
        <input type="number" value={seed} onChange={(event) => setSeed(event.currentTarget.value)} />
      </label>
      <p className="faint small">
        Drawn from all pairs before the other conditions; the same seed draws the same pairs.
      </p>
      <Button kind="primary" type="submit" isDisabled={!isValid}>
        Apply
      </Button>
    </form>
  );
}
