import { useId } from 'react';

interface NumberInputProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  /** What the setting means, in plain words. */
  help?: string;
  unit?: string;
}

/** A number with its unit and what it means. */
export function NumberInput({ label, value, onChange, min, max, step, help, unit }: NumberInputProps) {
  const id = useId();
  return (
    <div className="number-input">
      <label htmlFor={id}>{label}</label>
      <span>
        <input
          id={id}
          type="number"
          value={value}
          min={min}
          max={max}
          step={step ?? 'any'}
          aria-describedby={help === undefined ? undefined : `${id}-help`}
          onChange={(event) => {
            const next = event.currentTarget.valueAsNumber;
            if (Number.isFinite(next)) onChange(next);
          }}
        />
        {unit !== undefined && <span className="faint"> {unit}</span>}
      </span>
      {help !== undefined && (
        <span id={`${id}-help`} className="soft number-help">
          {help}
        </span>
      )}
    </div>
  );
}
