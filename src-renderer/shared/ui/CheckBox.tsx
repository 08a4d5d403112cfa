import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';

interface CheckBoxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  isDisabled?: boolean;
}

/** Something that is so or not. */
export function CheckBox({ checked, onChange, children, isDisabled = false }: CheckBoxProps) {
  return (
    <Checkbox className="option" isSelected={checked} onChange={onChange} isDisabled={isDisabled}>
      <span className="option-box" aria-hidden>
        {checked && <Check className="icon" />}
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}
