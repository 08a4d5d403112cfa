import { useId } from 'react';
import { SettingField, describedBy } from './SettingField';
import { useTyped } from './use-typed';

interface NumberRange {
  min?: number;
  max?: number;
  step?: number;
  whole?: boolean;
}

interface NumberInputProps extends NumberRange {
  label: string;
  value: number;
  onChange: (value: number) => void;
  /** What the setting means, in plain words. */
  help?: string;
  unit?: string;
}

/** A number with its unit and what it means. What is out of its range is said beside it and not taken. */
export function NumberInput({ label, value, onChange, help, unit, ...range }: NumberInputProps) {
  const id = useId();
  const { text, problem, set } = useTyped(id, String(value));
  return (
    <SettingField id={id} label={label} help={help} problem={problem}>
      <input
        id={id}
        type="number"
        value={text}
        min={range.min}
        max={range.max}
        step={range.step ?? 'any'}
        aria-invalid={problem !== null}
        aria-describedby={describedBy(id, help, problem)}
        onChange={(event) => {
          const next = event.currentTarget.valueAsNumber;
          const wrong = numberProblem(next, range);
          set(event.currentTarget.value, wrong);
          if (wrong === null) onChange(next);
        }}
      />
      {unit !== undefined && <span className="faint"> {unit}</span>}
    </SettingField>
  );
}

interface OptionalNumberProps extends NumberRange {
  label: string;
  /** The label is for screen readers: the row shows it. */
  hideLabel?: boolean;
  /** Undefined: not set. */
  value: number | undefined;
  /** What holds when nothing is set. */
  otherwise: string;
  unit?: string;
  onChange: (value: number | undefined) => void;
}

/** A short number that may be left empty. */
export function OptionalNumber({
  label,
  hideLabel = false,
  value,
  otherwise,
  unit,
  onChange,
  ...range
}: OptionalNumberProps) {
  const id = useId();
  const { text, problem, set } = useTyped(id, value === undefined ? '' : String(value));
  return (
    <span className="optional-number">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        value={text}
        placeholder={otherwise}
        min={range.min}
        max={range.max}
        step={range.step ?? 'any'}
        aria-invalid={problem !== null}
        aria-describedby={describedBy(id, undefined, problem)}
        onChange={(event) => {
          const { value: typed, valueAsNumber, validity } = event.currentTarget;
          const empty = typed === '' && !validity.badInput;
          const wrong = empty ? null : numberProblem(valueAsNumber, range);
          set(typed, wrong);
          if (wrong === null) onChange(empty ? undefined : valueAsNumber);
        }}
      />
      {unit !== undefined && <span className="faint">{unit}</span>}
      {problem !== null && (
        <span id={`${id}-problem`} className="field-problem" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}

function numberProblem(value: number, { min, max, whole }: NumberRange): string | null {
  if (!Number.isFinite(value)) return 'must be a number';
  if (whole && !Number.isInteger(value)) return 'must be a whole number';
  if (min !== undefined && value < min) return `must be at least ${min}`;
  if (max !== undefined && value > max) return `must be at most ${max}`;
  return null;
}
