import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { MessagePortMain } from './ports.mjs';

const wrap =
  (listener) =>
  ({ data, ports }) =>
    listener({ data, ports: ports.map((port) => new MessagePortMain(port)) });

process.parentPort = {
  on: (event, listener) => parentPort.on(event, wrap(listener)),
  once: (event, listener) => parentPort.once(event, wrap(listener)),
  postMessage: (message) => parentPort.postMessage(message),
};

await import(pathToFileURL(workerData.modulePath));
