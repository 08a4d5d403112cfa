import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { CRITERION_IDS, type CriterionId, type Plan, type ProtectedSlice } from '@core/model/plan';
import { safeText } from '@core/model/visible-text';
import { Button } from '../../shared/ui/Button';
import { OptionalNumber } from './NumberInput';
import { ofShare, toPercent } from './percent';

const CRITERION_WORDS: Readonly<Record<CriterionId, string>> = {
  latency_p95_ratio: 'latency P95',
  error_rate: 'error rate',
  win_rate: 'judge win rate',
  similarity: 'similarity',
  coverage: 'number of pairs',
};

interface ProtectedSlicesProps {
  draft: Plan;
  /** Values of each tag that the data have, to choose from. */
  tags: Readonly<Record<string, readonly string[]>>;
  onDraft: (plan: Plan) => void;
}

/** Slices that must pass for themselves, so that a gain elsewhere cannot pay for their loss. */
export function ProtectedSlices({ draft, tags, onDraft }: ProtectedSlicesProps) {
  const set = (index: number, slice: ProtectedSlice) =>
    onDraft({ ...draft, protected: draft.protected.with(index, slice) });
  return (
    <fieldset>
      <legend>Protected slices</legend>
      <p className="soft small">
        What is ticked must hold for the requests of the slice alone, by the thresholds above: others cannot
        make up for what its users lose. A slice is smaller than the whole, so that its error rate may need a
        margin of its own.
      </p>
      {draft.protected.map((slice, index) => (
        <SliceRow
          key={nameOf(slice)}
          slice={slice}
          margin={draft.criteria.error_rate.margin}
          onChange={(next) => set(index, next)}
          onRemove={() => onDraft({ ...draft, protected: draft.protected.toSpliced(index, 1) })}
        />
      ))}
      <AddSlice
        taken={draft.protected.map(nameOf)}
        tags={tags}
        onAdd={({ tag, value }) =>
          onDraft({
            ...draft,
            protected: [
              ...draft.protected,
              { tag, value, criteria: ['latency_p95_ratio', 'error_rate'], minPairs: 100 },
            ],
          })
        }
      />
    </fieldset>
  );
}

interface SliceRowProps {
  slice: ProtectedSlice;
  /** The plan's own margin on the error rate. */
  margin: number;
  onChange: (slice: ProtectedSlice) => void;
  onRemove: () => void;
}

function SliceRow({ slice, margin, onChange, onRemove }: SliceRowProps) {
  const name = safeText(nameOf(slice));
  const toggle = (id: CriterionId, checked: boolean) =>
    onChange({
      ...slice,
      criteria: CRITERION_IDS.filter((each) => (each === id ? checked : slice.criteria.includes(each))),
    });
  return (
    <div className="plan-criterion protected-slice" role="group" aria-label={name}>
      <bdi className="clip" title={name}>
        {name}
      </bdi>
      <span className="slice-criteria">
        {CRITERION_IDS.map((id) => {
          const only = slice.criteria.length === 1 && slice.criteria[0] === id;
          return (
            <label
              key={id}
              className="check"
              title={only ? 'A slice is protected by one criterion at least.' : undefined}
            >
              <input
                type="checkbox"
                checked={slice.criteria.includes(id)}
                disabled={only}
                onChange={(event) => toggle(id, event.currentTarget.checked)}
              />
              {CRITERION_WORDS[id]}
            </label>
          );
        })}
      </span>
      <Button kind="quiet" square aria-label={`Remove: ${name}`} onPress={onRemove}>
        <X className="icon" aria-hidden />
      </Button>
      <span className="criterion-extras">
        <OptionalNumber
          label="Fewest pairs"
          value={slice.minPairs}
          otherwise="100"
          min={0}
          step={50}
          whole
          onChange={(minPairs) => onChange({ ...slice, minPairs: minPairs ?? 100 })}
        />
        {slice.criteria.includes('error_rate') && (
          <OptionalNumber
            label="Error margin"
            value={slice.errorMargin === undefined ? undefined : toPercent(slice.errorMargin)}
            otherwise={String(toPercent(margin))}
            unit="pp"
            min={0}
            max={99}
            step={0.1}
            onChange={(next) => {
              const { errorMargin: _old, ...rest } = slice;
              onChange(next === undefined ? rest : { ...rest, errorMargin: ofShare(next) });
            }}
          />
        )}
      </span>
    </div>
  );
}

interface AddSliceProps {
  taken: readonly string[];
  tags: ProtectedSlicesProps['tags'];
  onAdd: (slice: { tag: string; value: string }) => void;
}

function AddSlice({ taken, tags, onAdd }: AddSliceProps) {
  const id = useId();
  const [tag, setTag] = useState('');
  const [value, setValue] = useState('');
  const slice = { tag: tag.trim(), value: value.trim() };
  const twice = taken.includes(nameOf(slice));
  const values = Object.hasOwn(tags, slice.tag) ? tags[slice.tag]! : [];
  const unseen = slice.tag !== '' && slice.value !== '' && !values.includes(slice.value);
  return (
    <span className="plan-add">
      <input
        aria-label="Tag of the slice"
        placeholder="tag, e.g. route"
        list={`${id}-tags`}
        value={tag}
        onChange={(event) => setTag(event.currentTarget.value)}
      />
      <datalist id={`${id}-tags`}>
        {Object.keys(tags).map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <input
        aria-label="Value of the slice"
        placeholder="value, e.g. checkout"
        list={`${id}-values`}
        value={value}
        aria-invalid={twice}
        aria-describedby={twice ? `${id}-problem` : undefined}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <datalist id={`${id}-values`}>
        {values.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <Button
        isDisabled={slice.tag === '' || slice.value === '' || twice}
        onPress={() => {
          onAdd(slice);
          setTag('');
          setValue('');
        }}
      >
        <Plus className="icon" aria-hidden />
        Protect
      </Button>
      {twice && (
        <span id={`${id}-problem`} className="field-problem" role="alert">
          is protected already
        </span>
      )}
      {unseen && !twice && Object.keys(tags).length > 0 && (
        <span className="soft small" role="status">
          not among the slices found here: it keeps the verdict open until it has its pairs
        </span>
      )}
    </span>
  );
}

function nameOf({ tag, value }: { tag: string; value: string }): string {
  return `${tag} = ${value}`;
}
