import { Plus, X } from 'lucide-react';
import { METRICS, METRIC_IDS, type MetricId } from '@core/model/metric';
import type { OwnCriterion, Plan } from '@core/model/plan';
import { Button } from '../../shared/ui/Button';
import { CriterionExtras } from './CriterionExtras';
import { NumberInput } from './NumberInput';

/** Criteria of one's own on any metric: cost, first token, refusals, JSON, flags, people's verdicts. */
export function OwnCriteria({ draft, onDraft }: { draft: Plan; onDraft: (plan: Plan) => void }) {
  const chosen = Object.entries(draft.own) as [MetricId, OwnCriterion][];
  const left = METRIC_IDS.filter((metric) => !Object.hasOwn(draft.own, metric));
  const set = (metric: MetricId, own: OwnCriterion) =>
    onDraft({ ...draft, own: { ...draft.own, [metric]: own } });
  return (
    <fieldset>
      <legend>Criteria of your own</legend>
      <div className="plan-criteria">
        {chosen.map(([metric, own]) => {
          const { label, explanation, kind, passes } = METRICS[metric];
          const scale = kind === 'rate' || kind === 'rate-difference' || kind === 'mean' ? 100 : 1;
          return (
            <div key={metric} className="plan-criterion">
              <NumberInput
                label={`${label}, ${own.passes ?? passes}`}
                value={Number((own.threshold * scale).toPrecision(6))}
                unit={scale === 1 ? '×' : kind === 'rate-difference' ? 'pp' : '%'}
                step={scale === 1 ? 0.01 : 0.1}
                help={explanation}
                onChange={(value) => set(metric, { ...own, threshold: value / scale })}
              />
              <div className="criterion-side">
                <label className="check">
                  <input
                    type="checkbox"
                    checked={own.required}
                    onChange={(event) => set(metric, { ...own, required: event.currentTarget.checked })}
                  />
                  required for GO<span className="visually-hidden">: {label}</span>
                </label>
                <CriterionExtras
                  name={label}
                  value={own}
                  level={draft.level}
                  onChange={(next) => set(metric, next)}
                />
              </div>
              <Button
                kind="quiet"
                square
                aria-label={`Remove: ${label}`}
                onPress={() =>
                  onDraft({
                    ...draft,
                    own: Object.fromEntries(chosen.filter(([id]) => id !== metric)) as Plan['own'],
                  })
                }
              >
                <X className="icon" aria-hidden />
              </Button>
            </div>
          );
        })}
      </div>
      <span className="plan-add">
        <Plus className="icon faint" aria-hidden />
        <select
          aria-label="Add a criterion"
          value=""
          onChange={(event) => {
            const metric = event.currentTarget.value as MetricId;
            set(metric, { threshold: METRICS[metric].threshold, required: true });
          }}
        >
          <option value="" disabled>
            Add a criterion…
          </option>
          {left.map((metric) => (
            <option key={metric} value={metric}>
              {METRICS[metric].label}
            </option>
          ))}
        </select>
      </span>
    </fieldset>
  );
}
