import { useId, useState } from 'react';
import type { BarsFacet as Bars } from '@core/model/api/explore';
import { valueLabel } from '@core/model/describe-filter';
import { formatCount } from '@core/model/format';
import { FLAG_WORDS, type FlagKind, MEANING_CLASSES, type MeaningClass } from '@core/model/meaning';
import type { PairFilter } from '@core/model/pair-filter';
import { valuesOn, withValueToggled } from '../../shared/filter/conditions';
import { Button } from '../../shared/ui/Button';
import { FacetTitle } from './FacetTitle';
import { editFilter } from './edit-filter';

const SHOWN = 6;

interface BarsFacetProps {
  facet: Bars;
  /** Conditions on its column. */
  own: PairFilter;
}

/** Pairs by value: a bar of all, and on it the selected ones. Each value can be asked for. */
export function BarsFacet({ facet, own }: BarsFacetProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { column, values, rest, missing } = facet;
  const chosen = valuesOn(own, column.name);
  const most = Math.max(1, ...values.map(({ all }) => all));
  const shown = open ? values : values.filter(({ value }, i) => i < SHOWN || chosen.includes(value));
  const toggle = (value: string | null) => editFilter((filter) => withValueToggled(filter, column, value));
  const clear = () =>
    editFilter((filter) =>
      filter.filter((condition) => !('column' in condition) || condition.column !== column.name),
    );
  return (
    <section className="facet" aria-labelledby={id}>
      <FacetTitle id={id} column={column} onClear={chosen.length > 0 ? clear : null} />
      <ul>
        {shown.map(({ value, all, selected }) => (
          <li key={value}>
            <Bar
              label={valueLabel(column.name, value)}
              about={explanation(column.name, value)}
              {...{ all, selected, most }}
              arm={column.arm}
              isChosen={chosen.includes(value)}
              onPress={() => toggle(value)}
            />
          </li>
        ))}
        {missing.all > 0 && (
          <li>
            <Bar
              label="no value"
              about="Pairs without a value here"
              all={missing.all}
              selected={missing.selected}
              most={Math.max(most, missing.all)}
              arm={null}
              isMissing
              isChosen={chosen.includes(null)}
              onPress={() => toggle(null)}
            />
          </li>
        )}
      </ul>
      {values.length > SHOWN && (
        <Button kind="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
          {open ? 'Show fewer' : `Show ${formatCount(values.length - SHOWN)} more`}
        </Button>
      )}
      {open && rest.values > 0 && (
        <p className="faint small">
          and {formatCount(rest.values)} rarer values in {formatCount(rest.all)} pairs
        </p>
      )}
    </section>
  );
}

interface BarProps {
  label: string;
  about: string | undefined;
  all: number;
  selected: number;
  most: number;
  arm: 'prod' | 'shadow' | null;
  isChosen: boolean;
  isMissing?: boolean;
  onPress: () => void;
}

function Bar({ label, about, all, selected, most, arm, isChosen, isMissing = false, onPress }: BarProps) {
  const width = (count: number) => (count === 0 ? 0 : `max(2px, ${(100 * count) / most}%)`);
  return (
    <button
      type="button"
      className={`facet-bar${isMissing ? ' faint' : ''}`}
      aria-pressed={isChosen}
      title={about}
      data-arm={arm ?? undefined}
      onClick={onPress}
    >
      <span className="facet-bar-track" aria-hidden>
        <span
          className={isMissing ? 'facet-bar-all hatched' : 'facet-bar-all'}
          style={{ width: width(all) }}
        />
        <span className="facet-bar-selected" style={{ width: width(selected) }} />
      </span>
      <bdi className="clip">{label}</bdi>
      <span className="num">
        {formatCount(selected)}
        {selected !== all && <span className="faint"> / {formatCount(all)}</span>}
      </span>
    </button>
  );
}

function explanation(column: string, value: string): string | undefined {
  if (column === 'flags') return FLAG_WORDS[value as FlagKind]?.explanation;
  if (column === 'class') return MEANING_CLASSES[value as MeaningClass]?.explanation;
  return undefined;
}
