import { Check, ChevronDown } from 'lucide-react';
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; detail?: string }[];
  onChange: (value: Value) => void;
}

/** One of several values, in a table cell or a row of controls. The label is for screen readers. */
export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Select aria-label={label} className="choice" value={value} onChange={(key) => onChange(key as Value)}>
      <Button className="button quiet choice-button">
        <SelectValue className="clip">
          {options.find((option) => option.value === value)?.label ?? value}
        </SelectValue>
        <ChevronDown className="icon faint" aria-hidden />
      </Button>
      <Popover className="popover" offset={2}>
        <ListBox className="menu" items={options.map((option) => ({ ...option, id: option.value }))}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="menu-item">
              {({ isSelected }) => (
                <>
                  <span className="menu-check">{isSelected && <Check className="icon" aria-hidden />}</span>
                  <span className="menu-label">{option.label}</span>
                  {option.detail !== undefined && <span className="menu-detail clip">{option.detail}</span>}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
