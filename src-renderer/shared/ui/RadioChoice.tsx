import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';

interface RadioChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
}

/** One of a few values, all in view. */
export function RadioChoice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: RadioChoiceProps<Value>) {
  return (
    <RadioGroup className="radios" value={value} onChange={(key) => onChange(key as Value)}>
      <Label className="field-label">{label}</Label>
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className="option">
          <span className="option-dot" aria-hidden />
          <span>{option.label}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
