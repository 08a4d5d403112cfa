import { Input, Label, NumberField as AriaNumberField, Text } from 'react-aria-components';

interface NumberFieldProps {
  label: string;
  /** Null: empty, which stands for "none". */
  value: number | null;
  onChange: (value: number | null) => void;
  hint?: string;
  placeholder?: string;
  min?: number;
  max?: number;
  /** Decimals that may be typed. */
  decimals?: number;
}

/** A labelled field for a number, which may be left empty. */
export function NumberField({
  label,
  value,
  onChange,
  hint,
  placeholder = '',
  min = 0,
  max,
  decimals = 0,
}: NumberFieldProps) {
  return (
    <AriaNumberField
      className="field"
      value={value ?? Number.NaN}
      onChange={(number) => onChange(Number.isNaN(number) ? null : number)}
      minValue={min}
      {...(max !== undefined && { maxValue: max })}
      formatOptions={{ maximumFractionDigits: decimals }}
    >
      <Label>{label}</Label>
      <Input className="input short" placeholder={placeholder} />
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
    </AriaNumberField>
  );
}
