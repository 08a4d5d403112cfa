import { OptionalNumber } from './NumberInput';
import { ofShare, toPercent } from './percent';

interface Extras {
  level?: number;
  minPairs?: number;
}

interface CriterionExtrasProps<Criterion extends Extras> {
  /** Of the criterion, for who cannot see the row. */
  name: string;
  value: Criterion;
  /** The plan's. */
  level: number;
  onChange: (criterion: Criterion) => void;
}

/** What a criterion may have for itself: how sure it must be, and how many pairs it waits for. */
export function CriterionExtras<Criterion extends Extras>({
  name,
  value,
  level,
  onChange,
}: CriterionExtrasProps<Criterion>) {
  const set = (part: keyof Extras, number: number | undefined) => {
    const { [part]: _old, ...rest } = value;
    onChange((number === undefined ? rest : { ...rest, [part]: number }) as Criterion);
  };
  return (
    <div className="criterion-extras" role="group" aria-label={name}>
      <OptionalNumber
        label="Level"
        value={value.level === undefined ? undefined : toPercent(value.level)}
        otherwise={String(toPercent(level))}
        unit="%"
        min={50}
        max={99.99}
        step={0.5}
        onChange={(next) => set('level', next === undefined ? undefined : ofShare(next))}
      />
      <OptionalNumber
        label="Fewest pairs"
        value={value.minPairs}
        otherwise="any"
        min={0}
        step={100}
        whole
        onChange={(next) => set('minPairs', next)}
      />
    </div>
  );
}
