import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Plan } from '@core/model/plan';
import { safeText } from '@core/model/visible-text';
import { Button } from '../../shared/ui/Button';

/** Slices that must pass for themselves, so that a gain elsewhere cannot pay for their loss. */
export function ProtectedSlices({ draft, onDraft }: { draft: Plan; onDraft: (plan: Plan) => void }) {
  const [tag, setTag] = useState('');
  const [value, setValue] = useState('');
  const add = () => {
    const slice = {
      tag: tag.trim(),
      value: value.trim(),
      criteria: ['latency_p95_ratio' as const, 'error_rate' as const],
      minPairs: 100,
    };
    onDraft({ ...draft, protected: [...draft.protected, slice] });
    setTag('');
    setValue('');
  };
  return (
    <fieldset>
      <legend>Protected slices</legend>
      <p className="soft">
        A slice named here must pass latency and errors for itself: others cannot make up for what its users
        lose.
      </p>
      <ul className="protected">
        {draft.protected.map((slice, index) => (
          <li key={`${slice.tag}=${slice.value}`} className="chip">
            <bdi>
              {safeText(slice.tag)} = {safeText(slice.value)}
            </bdi>
            <Button
              kind="quiet"
              square
              aria-label={`Remove: ${safeText(slice.tag)} = ${safeText(slice.value)}`}
              onPress={() => onDraft({ ...draft, protected: draft.protected.toSpliced(index, 1) })}
            >
              <X className="icon" aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <span className="plan-add">
        <input
          aria-label="Tag of the slice"
          placeholder="tag, e.g. route"
          value={tag}
          onChange={(event) => setTag(event.currentTarget.value)}
        />
        <input
          aria-label="Value of the slice"
          placeholder="value, e.g. checkout"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button isDisabled={tag.trim() === '' || value.trim() === ''} onPress={add}>
          <Plus className="icon" aria-hidden />
          Protect
        </Button>
      </span>
    </fieldset>
  );
}
