/**
 * The recorder's process: calls the shadow, puts pairs together, writes the log and the counts. It may be slow, run out of
 * memory or crash; production does not notice.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { AppError } from '@core/model/app-error';
import { reasonOf } from './reason-of';
import { type PairRecorder, recordPairs } from './record-pairs';
import type { FromRecorder, ToRecorder } from './recorder-messages';

/** So much lower than the proxy's is its priority: where processors are short, production goes first. */
const NICER_BY = 10;

// Who can not be told anything any more has gone.
const post = (message: FromRecorder): void =>
  void process.send?.(message, undefined, {}, (error) => error && process.exit());
let pairs: Promise<PairRecorder> | null = null;

lowerPriority();
// Ctrl-C goes to the whole group: the capture says when to stop. Without it there is nothing to record.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
process.on('message', (message: ToRecorder) => {
  if (message.kind === 'config') {
    pairs = recordPairs(message.config, post);
    pairs.catch(tellFailure);
  } else void pairs?.then((recorder) => take(recorder, message)).catch(() => {});
});

function take(recorder: PairRecorder, message: Exclude<ToRecorder, { kind: 'config' }>): void {
  try {
    if (message.kind === 'request') recorder.begin(message);
    else if (message.kind === 'outcome') recorder.settle(message);
    else if (message.kind === 'counts') recorder.addCounts(message.counts);
    else if (message.kind === 'control') recorder.control(message.action);
    else void recorder.stop().then(() => post({ kind: 'stopped' }));
  } catch (error) {
    post({ kind: 'notice', text: `A request was not recorded: ${reasonOf(error)}` });
  }
}

function tellFailure(error: unknown): void {
  const known = error instanceof AppError;
  post({
    kind: 'failed',
    error: {
      kind: known ? error.kind : 'internal',
      details: known ? error.details : { message: String(error) },
    },
  });
}

/**
 * Linux gives the processor at once to whoever wakes up only where what runs is of the idle class: a lower priority alone
 * lets it run on to the next tick, up to 4 ms. Where the class can not be had, the priority is lowered.
 */
function lowerPriority(): void {
  const nice = Math.min(getPriority() + NICER_BY, 19);
  // Each thread has an order of its own, and those that collect garbage are there already.
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
  for (const thread of threads) {
    try {
      setPriority(thread, nice);
    } catch {
      // A thread that has ended, or a system that does not allow it: everything works all the same.
    }
  }
  if (process.platform === 'linux')
    spawnSync('chrt', ['--all-tasks', '--idle', '--pid', '0', String(process.pid)], { stdio: 'ignore' });
}
