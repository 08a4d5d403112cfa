import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { LONGEST_NAME } from '@core/model/review';
import { useReviewHistory } from './review-history';
import { useReviewSummary } from './use-review-summary';

interface TagFieldProps {
  id: string;
  workspace: string;
  tags: readonly string[];
  onChange: (tags: string[]) => void;
}

/** Tags of the pair; those used in the workspace before are offered. */
export function TagField({ id, workspace, tags, onChange }: TagFieldProps) {
  const [text, setText] = useState('');
  const list = useId();
  const { data } = useReviewSummary(workspace);
  const past = useReviewHistory((state) => state.past);
  const known = new Set([
    ...past.flatMap(({ after }) => after.tags),
    ...(data?.tags ?? []).map(({ tag }) => tag),
  ]);
  const add = (): void => {
    const tag = text.replaceAll(',', ' ').trim();
    setText('');
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      add();
    } else if (event.key === 'Escape') {
      setText('');
      event.currentTarget.blur();
    } else if (event.key === 'Backspace' && text === '' && tags.length > 0) onChange(tags.slice(0, -1));
  };
  return (
    <div className="tag-field">
      {tags.map((tag) => (
        <span key={tag} className="tag-chip">
          {tag}
          <Button
            aria-label={`Remove the tag ${tag}`}
            onPress={() => onChange(tags.filter((one) => one !== tag))}
          >
            <X className="icon" aria-hidden />
          </Button>
        </span>
      ))}
      <input
        id={id}
        list={list}
        value={text}
        maxLength={LONGEST_NAME}
        aria-label="Add a tag"
        placeholder="# tag"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      <datalist id={list}>
        {[...known]
          .filter((tag) => !tags.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
    </div>
  );
}
