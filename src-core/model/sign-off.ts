import * as v from 'valibot';
import { jsonNumber } from './infinite-json';

const VERDICTS = ['GO', 'NO-GO', 'NOT-ENOUGH-DATA'] as const;
export const SIGNED_DECISIONS = ['roll-out', 'do-not-roll-out', 'collect-more'] as const;
export type SignedDecision = (typeof SIGNED_DECISIONS)[number];

export const SIGNED_DECISION_LABEL: Readonly<Record<SignedDecision, string>> = {
  'roll-out': 'Roll out',
  'do-not-roll-out': 'Do not roll out',
  'collect-more': 'Collect more data',
};

/** The decision that follows from each verdict; any other is an override. */
export const FOLLOWS: Readonly<Record<(typeof VERDICTS)[number], SignedDecision>> = {
  GO: 'roll-out',
  'NO-GO': 'do-not-roll-out',
  'NOT-ENOUGH-DATA': 'collect-more',
};

const text = (name: string, most: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, `${name} is missing`),
    v.maxLength(most, `${name} is too long`),
  );

/** What a person hands in. `evidenceHash` is that of the figures they saw. */
export const SignOffRequestSchema = v.strictObject({
  approver: text('the approver’s name', 200),
  decision: v.picklist(SIGNED_DECISIONS, 'the decision must be one of those offered'),
  reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(4000, 'the reason is too long')), ''),
  evidenceHash: v.string(),
});
export type SignOffRequest = v.InferOutput<typeof SignOffRequestSchema>;

const figure = v.nullable(jsonNumber);

/** A line of `decisions.jsonl`: who decided what, on which figures under which plan. */
export const SignOffSchema = v.object({
  /** ms since 1970 UTC. */
  at: v.number(),
  approver: v.string(),
  decision: v.picklist(SIGNED_DECISIONS),
  /** The decision is not the one that the verdict asks for; it then has a reason. */
  override: v.boolean(),
  reason: v.string(),
  verdict: v.picklist(VERDICTS),
  summary: v.string(),
  planName: v.string(),
  /** SHA-256, hex, of plan and evidence in canonical form. */
  planHash: v.string(),
  evidenceHash: v.string(),
  gnomonVersion: v.string(),
  pairs: v.number(),
  /** What later data are compared with. */
  criteria: v.array(
    v.object({
      id: v.string(),
      label: v.string(),
      verdict: v.picklist(VERDICTS),
      threshold: v.number(),
      n: v.number(),
      estimate: figure,
      lower: figure,
      upper: figure,
    }),
  ),
});
export type SignOff = v.InferOutput<typeof SignOffSchema>;

/** How the figures of now compare with those that were signed. */
export interface BaselineComparison {
  signedAt: number;
  approver: string;
  decision: SignedDecision;
  samePlan: boolean;
  /** Exactly the figures that were signed. */
  sameEvidence: boolean;
  /** The verdict then and now. */
  verdict: readonly [SignOff['verdict'], SignOff['verdict']];
  pairs: readonly [number, number];
  /** False as soon as a required criterion is worse than when it was signed: the sign-off no longer speaks for it. */
  stillHolds: boolean;
  criteria: readonly {
    id: string;
    label: string;
    verdict: readonly [SignOff['verdict'], SignOff['verdict']];
    estimate: readonly [number | null, number | null];
    /** The estimate of now lies outside the bounds that were signed. */
    moved: boolean;
  }[];
}
