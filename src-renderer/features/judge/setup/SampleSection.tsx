import type { JudgeOptions } from '@core/model/api/judge-trust';
import { formatCount } from '@core/model/format';
import { JUDGE_ORDERS } from '@core/model/judge';
import type { JudgeEstimate } from '@core/model/judge-run';
import type { PairFilter } from '@core/model/pair-filter';
import { CheckBox } from '../../../shared/ui/CheckBox';
import { Choice } from '../../../shared/ui/Choice';
import { NumberField } from '../../../shared/ui/NumberField';
import { RadioChoice } from '../../../shared/ui/RadioChoice';
import { useFilterState } from '../../../shared/filter-state';
import { FilterChips } from '../../../shared/ui/FilterChips';
import type { JudgeDraft } from '../../../shared/judge/draft';
import { SetupSection } from './SetupSection';

const DRAWN = 500;
const NO_FILTER: PairFilter = [];
type Kind = 'all' | 'random' | 'stratified' | 'filter';

/** Which pairs, in which orders, how often, and what needs no judge. */
export function SampleSection({
  workspace,
  draft,
  change,
  options,
  estimate,
}: {
  workspace: string;
  draft: JudgeDraft;
  change: (part: Partial<JudgeDraft>) => void;
  options: JudgeOptions | null;
  estimate: JudgeEstimate | null;
}) {
  const { settings } = draft;
  const { sample, orders, repeats, rules, retryUnjudged } = settings;
  const set = (part: Partial<JudgeDraft['settings']>): void => change({ settings: { ...settings, ...part } });
  const setSample = (part: Partial<typeof sample>): void => set({ sample: { ...sample, ...part } });
  const inForce = useFilterState((state) => state.held[workspace]?.filter) ?? NO_FILTER;
  const kind = kindOf(sample);
  const tags = options?.tags ?? [];
  const eligible = estimate === null ? '' : ` (${formatCount(estimate.eligible)})`;
  return (
    <SetupSection title="Pairs">
      <RadioChoice<Kind>
        label="Which pairs"
        value={kind}
        options={[
          { value: 'random', label: 'A random sample' },
          ...(tags.length > 0
            ? [{ value: 'stratified' as const, label: 'A sample in proportion to a tag' }]
            : []),
          { value: 'all', label: `All that can be judged${eligible}` },
          ...(sample.filter.length > 0 || inForce.length > 0
            ? [{ value: 'filter' as const, label: 'Pairs of the filter in force' }]
            : []),
        ]}
        onChange={(value) =>
          setSample({
            size: value === 'all' ? null : (sample.size ?? (value === 'filter' ? null : DRAWN)),
            stratifyBy: value === 'stratified' ? (sample.stratifyBy ?? tags[0] ?? null) : null,
            filter: value === 'filter' ? [...inForce] : [],
            ...(value === 'filter' && { untilDecided: false }),
          })
        }
      />
      <div className="field-row">
        {kind !== 'all' && (
          <NumberField
            label="Pairs to draw"
            value={sample.size}
            min={1}
            placeholder="all"
            onChange={(size) => setSample({ size })}
          />
        )}
        {kind === 'stratified' && (
          <div className="field">
            <span className="field-label">In proportion to</span>
            <Choice
              label="Tag to draw in proportion to"
              value={sample.stratifyBy ?? ''}
              options={tags.map((value) => ({ value, label: value }))}
              onChange={(stratifyBy) => setSample({ stratifyBy })}
            />
          </div>
        )}
        <NumberField
          label="Times each order"
          value={repeats}
          min={1}
          max={20}
          onChange={(value) => set({ repeats: value ?? 1 })}
        />
      </div>
      {kind === 'filter' && (
        <div className="field">
          <FilterChips filter={sample.filter} onChange={(filter) => setSample({ filter: [...filter] })} />
          <p className="field-hint">
            A win rate of chosen pairs says nothing of all of them, and is marked as such.
          </p>
        </div>
      )}
      <CheckBox
        checked={sample.untilDecided}
        onChange={(untilDecided) => setSample({ untilDecided })}
        isDisabled={kind === 'filter'}
      >
        Stop as soon as the criterion is decided, by a sequence that may be looked at at any time
      </CheckBox>
      <CheckBox
        checked={orders.length === JUDGE_ORDERS.length}
        onChange={(both) => set({ orders: both ? [...JUDGE_ORDERS] : ['prod-first'] })}
      >
        Both orders: without them the win rate carries the judge’s preference for a place
      </CheckBox>
      <details className="setup-more">
        <summary>Pairs that need no judge, failures</summary>
        <RadioChoice
          label="A pair in which one arm failed"
          value={rules.failedArm}
          options={[
            { value: 'loses', label: 'is lost by the arm that failed' },
            { value: 'excluded', label: 'is left out' },
          ]}
          onChange={(failedArm) => set({ rules: { ...rules, failedArm } })}
        />
        <RadioChoice
          label="A pair with equal outputs"
          value={rules.identical}
          options={[
            { value: 'tie', label: 'is a tie without asking' },
            { value: 'ask', label: 'is asked like the others' },
          ]}
          onChange={(identical) => set({ rules: { ...rules, identical } })}
        />
        <CheckBox checked={retryUnjudged} onChange={(checked) => set({ retryUnjudged: checked })}>
          Ask again what was asked before and gave no verdict
        </CheckBox>
      </details>
    </SetupSection>
  );
}

function kindOf({ size, stratifyBy, filter }: JudgeDraft['settings']['sample']): Kind {
  if (filter.length > 0) return 'filter';
  if (stratifyBy !== null) return 'stratified';
  return size === null ? 'all' : 'random';
}
