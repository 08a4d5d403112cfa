import { toJson } from '@core/model/infinite-json';
import { resolve } from 'node:path';
import * as v from 'valibot';
import type { SignOffState } from '@core/model/api/sign-off';
import { AppError } from '@core/model/app-error';
import { VERDICT_LABEL } from '@core/model/decision';
import { formatCount, formatMoment } from '@core/model/format';
import {
  type BaselineComparison,
  SIGNED_DECISION_LABEL,
  type SignOff,
  SignOffRequestSchema,
} from '@core/model/sign-off';
import { safeText } from '@core/model/visible-text';
import { analyse } from '../engine/analyse';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { signOff, signOffState } from '../engine/sign-offs';

export interface SignFlags {
  approver?: string;
  decision?: string;
  reason?: string;
  evidence?: string;
  json?: boolean;
}

/**
 * `gnomon sign`: who decided what about a workspace, and how that compares with the figures of now; with a decision, signs.
 * @throws AppError('usage') for an override without a reason, 'locked' when --evidence names other figures
 */
export async function signCommand(workspace: string, flags: SignFlags, engine: GnomonEngine): Promise<void> {
  const overview = await analyse(engine, resolve(workspace), { by: 'gnomon sign' });
  const before = await signOffState(overview);
  if (flags.decision !== undefined) {
    const { approver = '', decision, reason, evidence = before.hashes.evidence } = flags;
    const request = v.safeParse(SignOffRequestSchema, {
      approver,
      decision,
      ...(reason !== undefined && { reason }),
      evidenceHash: evidence,
    });
    if (!request.success)
      throw new AppError('usage', {
        message: `Nothing was signed: ${request.issues[0].message}.`,
        where: `--${v.getDotPath(request.issues[0]) ?? 'decision'}`,
      });
    await signOff(overview, request.output, Date.now());
  }
  const state = await signOffState(overview);
  process.stdout.write(flags.json ? `${toJson(state, 2)}\n` : describe(state, overview.decision.summary));
}

function describe({ signOffs, baseline, hashes, damaged }: SignOffState, summary: string): string {
  return [
    summary,
    `Figures ${hashes.evidence.slice(0, 12)}, plan ${hashes.plan.slice(0, 12)}`,
    '',
    ...(signOffs.length === 0 ? ['Nobody has signed a decision about these data yet.'] : signOffs.map(line)),
    ...(baseline === null ? [] : ['', comparison(baseline)]),
    ...(damaged.length === 0 ? [] : [`${damaged.length} lines of decisions.jsonl can not be read.`]),
    '',
  ].join('\n');
}

function line({ at, approver, decision, override, reason, verdict, pairs }: SignOff): string {
  const what = `${SIGNED_DECISION_LABEL[decision]}${override ? ' (override)' : ''}${reason === '' ? '' : `: ${safeText(reason)}`}`;
  return `  ${formatMoment(at)}  ${safeText(approver)}  ${what}  [${VERDICT_LABEL[verdict]} on ${formatCount(pairs)} pairs]`;
}

function comparison(baseline: BaselineComparison): string {
  const { sameEvidence, samePlan, pairs, verdict, stillHolds, criteria } = baseline;
  if (sameEvidence && samePlan) return 'These are exactly the figures and the plan that were signed last.';
  const moved = criteria.filter((criterion) => criterion.moved).map(({ label }) => label);
  return [
    `Signed on ${formatCount(pairs[0])} pairs${samePlan ? '' : ' under another plan'}; there are ${formatCount(pairs[1])} now.`,
    `The verdict was ${VERDICT_LABEL[verdict[0]]} and is ${VERDICT_LABEL[verdict[1]]}.`,
    ...(moved.length === 0 ? [] : [`Beyond the signed bounds: ${moved.join(', ')}.`]),
    stillHolds
      ? 'No required criterion is worse than it was then.'
      : 'The last decision no longer speaks for these figures.',
  ].join(' ');
}
