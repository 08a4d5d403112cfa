import * as v from 'valibot';
import { compareWithBaseline } from '@core/engine/compare-with-baseline';
import type { SignOffState } from '@core/model/api/sign-off';
import { AppError } from '@core/model/app-error';
import type { Overview } from '@core/model/overview';
import { FOLLOWS, type SignOff, type SignOffRequest, SignOffSchema } from '@core/model/sign-off';
import { openJournal } from '../adapters/workspace/journal';
import { hashJson } from './hash-json';

const FILE = 'decisions.jsonl';

/** The decisions that people took about a workspace, and how the last one compares with the figures of now. */
export async function signOffState(overview: Overview): Promise<SignOffState> {
  const { entries, damaged } = await journal(overview.workspace.path).read();
  const hashes = signedHashes(overview);
  const last = entries.at(-1);
  const { decision, workspace } = overview;
  const now = {
    decision,
    pairs: workspace.pairs,
    planHash: hashes.plan,
    evidenceHash: hashes.evidence,
  };
  return {
    signOffs: entries,
    baseline: last === undefined ? null : compareWithBaseline(last, now),
    hashes,
    damaged,
  };
}

/** What a sign-off refers to. */
function signedHashes({ plan, evidence }: Pick<Overview, 'plan' | 'evidence'>): {
  plan: string;
  evidence: string;
} {
  return { plan: hashJson(plan), evidence: hashJson(evidence) };
}

/**
 * Journals a decision about the figures that its maker saw; it survives a crash once this resolves.
 * @throws AppError 'locked' when the figures have changed since, 'usage' for an override without a reason
 */
export async function signOff(overview: Overview, request: SignOffRequest, now: number): Promise<SignOff> {
  const { decision, plan, workspace, version } = overview;
  const hashes = signedHashes(overview);
  if (hashes.evidence !== request.evidenceHash)
    throw new AppError('locked', {
      message: 'The figures have changed since they were shown, so nothing was signed.',
      cause: 'data were added or measured meanwhile',
      remedy: 'look at the new figures, then sign again',
    });
  const override = FOLLOWS[decision.verdict] !== request.decision;
  if (override && request.reason === '')
    throw new AppError('usage', {
      message: 'A decision other than the verdict asks for needs a reason.',
      where: 'reason',
      remedy: 'write why; it is kept in the workspace and stands in every later report',
    });
  const entry: SignOff = {
    at: now,
    approver: request.approver,
    decision: request.decision,
    override,
    reason: request.reason,
    verdict: decision.verdict,
    summary: decision.summary,
    planName: plan.name,
    planHash: hashes.plan,
    evidenceHash: hashes.evidence,
    gnomonVersion: version,
    pairs: workspace.pairs,
    criteria: decision.criteria.map(({ id, label, verdict, threshold, n, estimate, lower, upper }) => ({
      id,
      label,
      verdict,
      threshold,
      n,
      estimate,
      lower,
      upper,
    })),
  };
  await journal(overview.workspace.path).append([entry]);
  return entry;
}

function journal(path: string) {
  return openJournal(path, FILE, (value) => v.parse(SignOffSchema, value));
}
