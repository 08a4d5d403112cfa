import type { MessagePort } from 'node:worker_threads';
import type { BridgePort } from '../../src-main/bridge/port';

/** A bridge port over a message port of worker_threads. */
export function workerBridgePort(port: MessagePort): BridgePort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}
