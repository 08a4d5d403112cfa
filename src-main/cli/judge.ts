import { toJson } from '@core/model/infinite-json';
import { createInterface } from 'node:readline/promises';
import { resolve } from 'node:path';
import { AppError } from '@core/model/app-error';
import { formatCount, formatDuration, formatPercent } from '@core/model/format';
import { VERDICT_LABEL } from '@core/model/decision';
import type { JudgeEvent, JudgeRequest } from '@core/model/api/judge';
import type { JudgeProviderKind } from '@core/model/judge';
import type { JudgeEstimate, JudgeProgress, JudgeRun } from '@core/model/judge-run';
import { analyse } from '../engine/analyse';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { fileSecretStore } from '../engine/judge/judge-files';
import { JudgeService } from '../engine/judge/judge-service';
import { interruptible } from './interruptible';
import { loadPlan } from './load-plan';

export interface JudgeFlags {
  provider: JudgeProviderKind;
  model: string;
  baseUrl?: string;
  rubric?: string;
  sample?: string;
  stratify?: string;
  untilDecided?: boolean;
  budget?: string;
  maxCalls?: string;
  concurrency?: string;
  repeats?: string;
  order?: 'both' | 'prod-first' | 'shadow-first';
  structured?: boolean;
  temperature?: string;
  redact?: string[];
  retryUnjudged?: boolean;
  batch?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
  plan?: string;
}

/** `gnomon judge`: asks the judge what the journal does not have yet. Ctrl-C pauses; the same command goes on. */
export async function judgeCommand(
  workspace: string,
  flags: JudgeFlags,
  engine: GnomonEngine,
): Promise<void> {
  const path = resolve(workspace);
  const judge = new JudgeService(engine, fileSecretStore());
  const request = requestOf(flags);
  const estimate = await interruptible(({ show, signal }) =>
    judge.estimate(path, request, {
      signal,
      onCounted: ({ done, total }) =>
        show(`judge: counting the prompts of ${formatCount(done)} / ${formatCount(total)} pairs`),
    }),
  );
  if (flags.dryRun) return print(flags, { estimate }, describeDryRun(estimate));
  for (const warning of estimate.warnings) process.stderr.write(`gnomon: ${warning}\n`);
  if (!flags.json) process.stdout.write(`${describeEstimate(estimate)}\n`);
  const consent = await askForConsent(estimate, flags);
  const plan = await loadPlan(flags.plan);
  const run = await interruptible(({ show, signal }) =>
    judge.run(path, consent === null ? request : { ...request, consent }, {
      ...(plan && { plan }),
      signal,
      onEvent: (event: JudgeEvent) => {
        if (event.type === 'progress') show(describeProgress(event.progress));
      },
    }),
  );
  const { decision, evidence } = await analyse(engine, path, { by: 'gnomon judge', ...(plan && { plan }) });
  const criterion = decision.criteria.find(({ id }) => id === 'win_rate')!;
  print(
    flags,
    { run, criterion, evidence: evidence.winRate, workspace: path },
    `${describeRun(run)}\nWin rate of the shadow: ${formatPercent(criterion.estimate)} [${formatPercent(criterion.lower)}, ${formatPercent(criterion.upper)}] over ${formatCount(criterion.n)} pairs · ${VERDICT_LABEL[criterion.verdict]}\n${criterion.reason}`,
  );
  if (run.ended === 'paused')
    throw new AppError('cancelled', {
      message: `The run was paused with ${formatCount(run.left)} games to go.`,
      remedy: 'the same command goes on from there; nothing that was paid is asked again',
    });
  if (run.problem)
    throw new AppError('usage', {
      message: run.problem.message,
      ...(run.problem.remedy && { remedy: run.problem.remedy }),
    });
}

function requestOf(flags: JudgeFlags): JudgeRequest {
  const redact = new Set(flags.redact ?? []);
  const known = new Set(['emails', 'phones', 'keys']);
  return {
    configuration: {
      provider: flags.provider,
      model: flags.model,
      ...(flags.baseUrl !== undefined && { baseUrl: flags.baseUrl }),
      ...(flags.rubric !== undefined && { rubric: flags.rubric }),
      ...(flags.structured === false && { structured: false }),
      ...(flags.temperature !== undefined && {
        temperature: flags.temperature === 'none' ? null : numberOf(flags.temperature, '--temperature'),
      }),
      ...(redact.size > 0 && {
        redaction: {
          emails: redact.has('emails'),
          phones: redact.has('phones'),
          keys: redact.has('keys'),
          patterns: [...redact].filter((pattern) => !known.has(pattern)),
        },
      }),
    },
    settings: {
      sample: {
        size: flags.sample === undefined ? null : numberOf(flags.sample, '--sample'),
        stratifyBy: flags.stratify ?? null,
        filter: [],
        untilDecided: flags.untilDecided ?? false,
      },
      ...(flags.budget !== undefined && { maxCost: numberOf(flags.budget, '--budget') }),
      ...(flags.maxCalls !== undefined && { maxCalls: numberOf(flags.maxCalls, '--max-calls') }),
      ...(flags.concurrency !== undefined && {
        maxConcurrency: numberOf(flags.concurrency, '--concurrency'),
      }),
      ...(flags.repeats !== undefined && { repeats: numberOf(flags.repeats, '--repeats') }),
      ...(flags.order !== undefined && flags.order !== 'both' && { orders: [flags.order] }),
      ...(flags.batch && { batch: true }),
      ...(flags.retryUnjudged && { retryUnjudged: true }),
    },
  };
}

function numberOf(text: string, option: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new AppError('usage', { message: `${option} needs a number, not ${JSON.stringify(text)}.` });
}

/** The destination that was agreed to; null where nothing needs to be. */
async function askForConsent({ disclosure }: JudgeEstimate, flags: JudgeFlags): Promise<string | null> {
  if (disclosure === null || disclosure.consentedAt !== null) return null;
  if (flags.yes) return disclosure.destination;
  if (!process.stdin.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${disclosure.statement}\nSend them? [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim()) ? disclosure.destination : null;
}

function print(flags: JudgeFlags, value: object, text: string): void {
  process.stdout.write(flags.json ? `${toJson(value)}\n` : `${text}\n`);
}

function describeEstimate({
  sampled,
  eligible,
  games,
  tokens,
  cost,
  price,
  seconds,
  decidedByRule,
  tokenizer,
  context,
  tooLong,
}: JudgeEstimate): string {
  const byRule =
    decidedByRule.shadowFailed +
    decidedByRule.prodFailed +
    decidedByRule.bothFailed +
    decidedByRule.identical;
  const priced =
    cost === null
      ? 'cost not known: the table of prices does not have this model'
      : price?.from === 'local'
        ? 'free: the judge runs on this machine'
        : `about ${money(cost.expected)}, at most ${money(cost.most)} (prices of ${price!.asOf}, entered by hand: check them before you rely on it)`;
  return [
    `${formatCount(sampled)} of ${formatCount(eligible)} pairs${byRule > 0 ? `, ${formatCount(byRule)} decided by rule` : ''}`,
    `${formatCount(games.toAsk)} calls to make, ${formatCount(games.judged)} judged before`,
    `${formatCount(tokens.input)} tokens in (${tokenizer.name}${tokenizer.exact ? '' : ', another tokenizer than the judge’s'}), about ${formatCount(tokens.output)} out`,
    priced,
    seconds === null ? 'as a batch: up to a day' : `about ${formatDuration(seconds * 1000)}`,
    tooLong > 0 &&
      `${formatCount(tooLong)} calls that do not fit into the judge’s context of ${formatCount(context)} tokens`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function describeDryRun(estimate: JudgeEstimate): string {
  const { preview, disclosure } = estimate;
  const parts = [describeEstimate(estimate), disclosure?.statement ?? 'Nothing leaves this machine.'];
  if (preview)
    parts.push(
      `The prompt of pair ${preview.pair}, ${preview.order}:`,
      `--- system\n${preview.system}`,
      `--- user\n${preview.user}`,
    );
  parts.push('Nothing was sent.');
  return parts.join('\n\n');
}

function describeProgress({
  state,
  games,
  gamesPerSecond,
  secondsLeft,
  waiting,
  retrying,
  spend,
  batches,
}: JudgeProgress): string {
  const parts = [
    `judge: ${formatCount(games.done)} / ${formatCount(games.total)} games`,
    games.failed > 0 && `${formatCount(games.failed)} without a verdict`,
    gamesPerSecond !== null && state === 'running' && `${gamesPerSecond.toFixed(1)} a second`,
    secondsLeft !== null && state === 'running' && `${formatDuration(secondsLeft * 1000)} left`,
    spend.cost !== null &&
      spend.cost > 0 &&
      `${money(spend.cost)}${spend.ceiling === null ? '' : ` of ${money(spend.ceiling)}`}`,
    retrying && `${formatCount(retrying.calls)} made again: ${retrying.message}`,
    waiting && `${waiting.reason}: ${formatDuration(Math.max(0, waiting.until - Date.now()))}`,
    state === 'pausing' && 'pausing: waiting for the calls in flight',
    state === 'batch' &&
      `${batches.filter(({ status }) => status === 'submitted').length} batches with the provider`,
  ];
  return parts.filter(Boolean).join(' · ');
}

const ENDED: Readonly<Record<JudgeRun['ended'], string>> = {
  complete: 'all games are judged',
  paused: 'paused',
  cancelled: 'cancelled',
  decided: 'stopped early: the criterion is decided',
  ceiling: 'stopped at the ceiling',
  stopped: 'stopped',
  batch: 'batches are with the provider; the same command collects them',
};

function describeRun({ ended, asked, left, spend, totals, consistency, saved }: JudgeRun): string {
  const { judged, unjudged, wins, ties, losses } = totals;
  const parts = [
    `Judge: ${ENDED[ended]}`,
    `${formatCount(asked)} games asked, ${formatCount(left)} left`,
    spend.cost !== null && `${money(spend.cost)} spent`,
    spend.possible > 0 && `up to ${money(spend.possible)} more for calls that broke off`,
    saved &&
      `saved ${formatCount(saved.games)} games${saved.cost === null ? '' : `, about ${money(saved.cost)}`}`,
  ];
  const results = [
    `${formatCount(judged)} pairs judged: shadow better ${formatCount(wins)}, tie ${formatCount(ties)}, production better ${formatCount(losses)} (rules included)`,
    unjudged > 0 && `${formatCount(unjudged)} asked without a verdict`,
    consistency.both > 0 &&
      `same verdict in both orders: ${formatCount(consistency.same)} of ${formatCount(consistency.both)}`,
  ];
  return `${parts.filter(Boolean).join(' · ')}\n${results.filter(Boolean).join(' · ')}`;
}

function money(usd: number): string {
  return `$${usd < 1 ? usd.toFixed(4) : usd.toFixed(2)}`;
}
