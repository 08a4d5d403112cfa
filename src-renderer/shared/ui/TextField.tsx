import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What it is for, under the field. */
  hint?: string;
  /** Why the value can't be used. */
  problem?: string | null;
  placeholder?: string;
  /** Lines of a field for longer texts. */
  lines?: number;
  type?: 'text' | 'password' | 'url';
  mono?: boolean;
}

/** A labelled field for text. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  problem = null,
  placeholder = '',
  lines,
  type = 'text',
  mono = false,
}: TextFieldProps) {
  const className = mono ? 'input mono' : 'input';
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      type={type}
      isInvalid={problem !== null}
      autoComplete="off"
    >
      <Label>{label}</Label>
      {lines === undefined ? (
        <Input className={className} placeholder={placeholder} spellCheck={false} />
      ) : (
        <TextArea className={className} rows={lines} placeholder={placeholder} />
      )}
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
    </AriaTextField>
  );
}
