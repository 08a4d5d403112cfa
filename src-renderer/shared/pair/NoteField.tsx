import type { KeyboardEvent } from 'react';
import { LONGEST_NOTE } from '@core/model/review';

interface NoteFieldProps {
  id: string;
  /** Give the field this text as its key too, so that an undo is seen in it. */
  note: string;
  onChange: (note: string) => void;
}

/** A note on the pair; saved on Enter and on leaving the field, Escape takes the change back. */
export function NoteField({ id, note, onChange }: NoteFieldProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey)) return;
    event.preventDefault();
    if (event.key === 'Escape') event.currentTarget.value = note;
    event.currentTarget.blur();
  };
  return (
    <textarea
      id={id}
      className="note-field"
      rows={1}
      defaultValue={note}
      maxLength={LONGEST_NOTE}
      aria-label="Note"
      placeholder="note"
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget: { value } }) => {
        if (value !== note) onChange(value);
      }}
    />
  );
}
