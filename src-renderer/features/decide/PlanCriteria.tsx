import type { CriterionId, Plan } from '@core/model/plan';
import { CriterionExtras } from './CriterionExtras';
import { NumberInput } from './NumberInput';
import { ofShare, toPercent } from './percent';

interface Setting {
  id: CriterionId;
  label: string;
  /** What it means, for somebody who has never read a plan. */
  words: (plan: Plan) => string;
  value: (plan: Plan) => number;
  change: (plan: Plan, value: number) => Plan['criteria'];
  unit: string;
  step: number;
  min: number;
  max?: number;
  whole?: boolean;
}

const SETTINGS: readonly Setting[] = [
  {
    id: 'latency_p95_ratio',
    label: 'Latency P95, shadow / production, below',
    words: ({ criteria }) =>
      `Of twenty requests nineteen are faster than the P95. ${criteria.latency_p95_ratio.threshold} means that the slow ones may take at most ${times(criteria.latency_p95_ratio.threshold)} as long as today.`,
    value: ({ criteria }) => criteria.latency_p95_ratio.threshold,
    change: ({ criteria }, threshold) => ({
      ...criteria,
      latency_p95_ratio: { ...criteria.latency_p95_ratio, threshold },
    }),
    unit: '×',
    step: 0.01,
    min: 0.01,
  },
  {
    id: 'error_rate',
    label: 'Error rate: margin on shadow − production',
    words: ({ criteria }) =>
      criteria.error_rate.margin === 0
        ? 'Superiority: the shadow must fail strictly less often. Two equal models can hardly show that.'
        : `Non-inferiority: the shadow may fail more often by at most ${toPercent(criteria.error_rate.margin)} percentage points, ${Math.round(criteria.error_rate.margin * 10_000)} in ten thousand requests.`,
    value: ({ criteria }) => toPercent(criteria.error_rate.margin),
    change: ({ criteria }, value) => ({
      ...criteria,
      error_rate: { ...criteria.error_rate, margin: ofShare(value) },
    }),
    unit: 'pp',
    step: 0.05,
    min: 0,
    max: 99,
  },
  {
    id: 'win_rate',
    label: 'Judge win rate of shadow, above',
    words: ({ criteria }) =>
      criteria.win_rate.threshold < 0.5
        ? `Non-inferiority: the shadow may lose a little, but must be preferred in more than ${toPercent(criteria.win_rate.threshold)} % of the judged pairs, ties counting half.`
        : 'The judge must prefer the shadow more often than production, ties counting half.',
    value: ({ criteria }) => toPercent(criteria.win_rate.threshold),
    change: ({ criteria }, value) => ({
      ...criteria,
      win_rate: { ...criteria.win_rate, threshold: ofShare(value) },
    }),
    unit: '%',
    step: 1,
    min: 1,
    max: 99,
  },
  {
    id: 'similarity',
    label: 'Mean similarity, above',
    words: () =>
      'How alike the answers are on the encoder’s scale, 1 being equal. It measures wording and topic; what a value means depends on the model that measured it.',
    value: ({ criteria }) => criteria.similarity.threshold,
    change: ({ criteria }, threshold) => ({
      ...criteria,
      similarity: { ...criteria.similarity, threshold },
    }),
    unit: '',
    step: 0.005,
    min: -0.99,
    max: 0.999,
  },
  {
    id: 'coverage',
    label: 'Complete pairs, more than',
    words: () =>
      'Requests that both arms answered or failed. Too few is never a NO-GO, only a reason to collect more.',
    value: ({ criteria }) => criteria.coverage.threshold,
    change: ({ criteria }, threshold) => ({
      ...criteria,
      coverage: { ...criteria.coverage, threshold },
    }),
    unit: 'pairs',
    step: 500,
    min: 0,
    whole: true,
  },
];

/** The five usual criteria with their thresholds. */
export function PlanCriteria({ draft, onDraft }: { draft: Plan; onDraft: (plan: Plan) => void }) {
  return (
    <fieldset>
      <legend>Criteria</legend>
      <p className="soft small">
        Level and fewest pairs may be a criterion’s own: a higher level for what must not go wrong, and no
        verdict before so many pairs.
      </p>
      <div className="plan-criteria">
        {SETTINGS.map(({ id, label, words, value, change, unit, step, min, max, whole }) => (
          <div key={id} className="plan-criterion">
            <NumberInput
              label={label}
              value={value(draft)}
              unit={unit}
              step={step}
              min={min}
              {...(max !== undefined && { max })}
              {...(whole !== undefined && { whole })}
              help={words(draft)}
              onChange={(next) => onDraft({ ...draft, criteria: change(draft, next) })}
            />
            <div className="criterion-side">
              <label className="check">
                <input
                  type="checkbox"
                  checked={draft.criteria[id].required}
                  onChange={(event) =>
                    onDraft({
                      ...draft,
                      criteria: {
                        ...draft.criteria,
                        [id]: { ...draft.criteria[id], required: event.currentTarget.checked },
                      },
                    })
                  }
                />
                required for GO
                <span className="visually-hidden">: {label}</span>
              </label>
              {id !== 'coverage' && (
                <CriterionExtras
                  name={label}
                  value={draft.criteria[id]}
                  level={draft.level}
                  onChange={(next) => onDraft({ ...draft, criteria: { ...draft.criteria, [id]: next } })}
                />
              )}
            </div>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

function times(ratio: number): string {
  return `${Number(ratio.toPrecision(4))} times`;
}
