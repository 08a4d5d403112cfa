import { ChevronDown } from 'lucide-react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';

interface SuggestFieldProps {
  label: string;
  value: string;
  suggestions: readonly string[];
  onChange: (value: string) => void;
  hint?: string;
}

/** A field for a name that may be among the suggestions, or another. */
export function SuggestField({ label, value, suggestions, onChange, hint }: SuggestFieldProps) {
  return (
    <ComboBox
      className="field suggest"
      allowsCustomValue
      allowsEmptyCollection={false}
      menuTrigger="input"
      inputValue={value}
      onInputChange={onChange}
      items={suggestions.map((name) => ({ id: name, name }))}
    >
      <Label>{label}</Label>
      <div className="suggest-box">
        <Input className="input" spellCheck={false} />
        {suggestions.length > 0 && (
          <Button className="button quiet square" aria-label={`${label}: show all`}>
            <ChevronDown className="icon faint" aria-hidden />
          </Button>
        )}
      </div>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <Popover className="popover" offset={2}>
        <ListBox className="menu">
          {({ id, name }: { id: string; name: string }) => (
            <ListBoxItem id={id} textValue={name} className="menu-item">
              {name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
