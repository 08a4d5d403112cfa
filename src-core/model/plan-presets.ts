import * as v from 'valibot';
import { type Plan, PlanSchema } from './plan';

export interface PlanPreset {
  id: 'usual' | 'strict' | 'cost-saving' | 'safety-critical';
  label: string;
  /** What it is for, in a sentence. */
  explanation: string;
  plan: Plan;
}

function plan(input: v.InferInput<typeof PlanSchema>): Plan {
  return v.parse(PlanSchema, input);
}

/** Plans to begin with. */
export const PLAN_PRESETS: readonly PlanPreset[] = [
  {
    id: 'usual',
    label: 'Usual',
    explanation:
      'The usual shadow-mode table: as fast, as reliable, preferred, alike, and seen often enough.',
    plan: plan({}),
  },
  {
    id: 'strict',
    label: 'Strict',
    explanation: 'For a model at the heart of the product: 99 % bounds, faster tail, and twice the requests.',
    plan: plan({
      name: 'strict',
      level: 0.99,
      criteria: {
        latency_p95_ratio: { threshold: 1.1 },
        win_rate: { threshold: 0.5 },
        similarity: { threshold: 0.97 },
        coverage: { threshold: 20_000 },
      },
      own: { ttft_p95_ratio: { threshold: 1.1, required: false } },
    }),
  },
  {
    id: 'cost-saving',
    label: 'Cost-saving',
    explanation:
      'A cheaper model that must not be noticeably worse: cost decides, quality may fall by a stated margin.',
    plan: plan({
      name: 'cost-saving',
      criteria: {
        latency_p95_ratio: { threshold: 1.2 },
        error_rate: { margin: 0.005 },
        win_rate: { threshold: 0.45 },
        similarity: { threshold: 0.9, required: false },
      },
      own: { cost_per_answer_ratio: { threshold: 0.8 }, length_ratio: { threshold: 1.25, required: false } },
    }),
  },
  {
    id: 'safety-critical',
    label: 'Safety-critical',
    explanation:
      'Where a wrong answer harms: no more refusals, negations or changed numbers than stated, at 99 %.',
    plan: plan({
      name: 'safety-critical',
      level: 0.99,
      criteria: { error_rate: { margin: 0.001 }, similarity: { threshold: 0.97 } },
      own: {
        refusal_rate: { threshold: 0.005 },
        json_invalid_rate: { threshold: 0.001 },
        'flag:negation': { threshold: 0.01 },
        'flag:number': { threshold: 0.02 },
      },
    }),
  },
];
