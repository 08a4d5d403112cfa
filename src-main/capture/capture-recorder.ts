/**
 * The recorder's thread: calls the shadow, puts pairs together, writes the log and the counts. It may be slow, run out of
 * memory or crash; production does not notice.
 */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { CaptureConfig } from '@core/capture/capture-config';
import { AppError } from '@core/model/app-error';
import { reasonOf } from './reason-of';
import { recordPairs } from './record-pairs';
import type { FromRecorder, ToRecorder } from './recorder-messages';

/** On Linux a thread has a priority of its own: where processors are short, production's thread goes first. */
const NICE = 10;
if (process.platform === 'linux') setPriority(NICE);

const port = parentPort!;
const post = (message: FromRecorder): void => port.postMessage(message);

try {
  const pairs = await recordPairs(workerData as CaptureConfig, post);
  port.on('message', (message: ToRecorder) => {
    try {
      if (message.kind === 'request') pairs.begin(message);
      else if (message.kind === 'outcome') pairs.settle(message);
      else if (message.kind === 'counts') pairs.addCounts(message.counts);
      else if (message.kind === 'control') pairs.control(message.action);
      else void pairs.stop().then(() => post({ kind: 'stopped' }));
    } catch (error) {
      post({ kind: 'notice', text: `A request was not recorded: ${reasonOf(error)}` });
    }
  });
} catch (error) {
  const known = error instanceof AppError;
  port.postMessage({
    kind: 'failed',
    error: {
      kind: known ? error.kind : 'internal',
      details: known ? error.details : { message: String(error) },
    },
  });
}
