import { useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { formatCount } from '@core/model/format';
import { plural } from '../../shared/labels';
import { navigate } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { Panel } from '../../shared/ui/Panel';

const SIZES = [20, 50, 100, 200, 500] as const;

/** Starts a queue of randomly drawn pairs, which alone gives an unbiased win rate. */
export function StartReview({ workspace, comparable }: { workspace: string; comparable: number }) {
  const [size, setSize] = useState<number>(SIZES[1]);
  const [blind, setBlind] = useState(true);
  const [seed, setSeed] = useState(1);
  if (comparable === 0)
    return (
      <div className="empty">
        <p>
          <strong>There is nothing to review:</strong> no pair has the texts of both outputs.
        </p>
      </div>
    );
  const start = (): void =>
    navigate({
      screen: 'review',
      workspace,
      session: {
        filter: [{ kind: 'sample', n: size, seed }],
        blindSeed: blind ? seed : null,
      },
      pair: null,
    });
  return (
    <Panel
      title="Label a random sample"
      note={`drawn from ${formatCount(comparable)} comparable ${plural(comparable, 'pair')}; the same seed draws the same pairs`}
    >
      <form
        className="start-review"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <label>
          Pairs
          <select value={size} onChange={(event) => setSize(Number(event.target.value))}>
            {SIZES.map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        </label>
        <label>
          Seed
          <input
            type="number"
            min={0}
            max={4_294_967_295}
            step={1}
            required
            value={seed}
            onChange={(event) => setSeed(Math.max(0, Math.trunc(Number(event.target.value))))}
          />
        </label>
        <Checkbox isSelected={blind} onChange={setBlind} className="check">
          <span className="check-box" aria-hidden />
          Blind: hide the arms and shuffle the sides until a pair is labelled
        </Checkbox>
        <Button type="submit" kind="primary">
          Start
        </Button>
      </form>
    </Panel>
  );
}
