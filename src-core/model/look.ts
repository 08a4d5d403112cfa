import * as v from 'valibot';
import type { Verdict } from './decision';
import { type Plan, PlanSchema } from './plan';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One analysis of a workspace, as a line of `looks.jsonl`. */
export const LookSchema = v.object({
  /** ms since 1970 UTC. */
  at: v.number(),
  planHash: v.string(),
  /** What was seen: pairs, complete ones, with a similarity, judged. */
  pairs: count,
  complete: count,
  measured: count,
  judged: count,
  /** Labelled by people; looks of an earlier Gnomon do not say. */
  labelled: v.optional(count, 0),
  rule: v.picklist(['fixed', 'planned', 'between']),
  verdict: v.picklist(['GO', 'NO-GO', 'NOT-ENOUGH-DATA'] satisfies Verdict[]),
  /** Criteria that were GO. */
  go: v.array(v.string()),
  /** Who looked: the window, `gnomon gate`. */
  by: v.string(),
});
export type Look = v.InferOutput<typeof LookSchema>;

/** One declaration of a plan, as a line of `plans.jsonl`. */
export const PlanDeclarationSchema = v.object({
  at: v.number(),
  /** SHA-256 of the canonical plan, hex. */
  hash: v.string(),
  plan: PlanSchema,
  by: v.nullable(v.string()),
  /** Why it was changed. */
  note: v.nullable(v.string()),
});
export type PlanDeclaration = v.InferOutput<typeof PlanDeclarationSchema>;

/** A declared plan with what had been seen by then. */
export interface PlanVersion extends PlanDeclaration {
  /** Looks recorded before it was declared: 0 means that it was fixed before the data were seen. */
  looksBefore: number;
}

/** Plans and looks of a workspace. */
export interface PlanState {
  plan: Plan;
  hash: string;
  /** False: nobody declared a plan, the default stands in. */
  declared: boolean;
  /** In order of declaration; the last is in force. */
  versions: readonly PlanVersion[];
  looks: readonly Look[];
  /** Lines of the journals that could not be read. */
  damaged: number;
}

/** What the decision needs to know of earlier looks. */
export interface LookEvidence {
  /** Whether the workspace has grown between two looks. */
  growing: boolean;
  /** Looks at fewer complete pairs, ascending, one a size. */
  earlier: readonly {
    complete: number;
    /** Whether it could have given a GO, and so spent error. */
    couldGo: boolean;
    /** Criteria that it decided GO under the sequential rule with this plan. */
    go: readonly string[];
  }[];
  /** Earlier looks at fewer scores, for criteria whose data grow by themselves. */
  scores?: EarlierScores;
}

/** How many scores earlier looks saw, ascending, each fewer than there are now and above 0. */
export interface EarlierScores {
  measured: readonly number[];
  judged: readonly number[];
  labelled: readonly number[];
}
