/** The world around a capture, in a thread of its own so that it does not slow what is measured: two fake models and their users. */
import { parentPort, workerData } from 'node:worker_threads';
import { startFakeModel } from './fake-model';
import { PLANTED } from './planted-truth';
import { sendTraffic } from './send-traffic';
import type { WorldOrder, WorldReport } from './world-messages';

const port = parentPort!;
const report = (message: WorldReport): void => port.postMessage(message);
const truth = PLANTED[workerData as 'good' | 'bad'];
const [prod, shadow] = await Promise.all([startFakeModel(truth.prod), startFakeModel(truth.shadow)]);

port.on('message', (order: WorldOrder) => void sendTraffic(order).then(() => report({ kind: 'sent' })));
report({ kind: 'ready', prod: prod.url, shadow: shadow.url });
