import { MessageChannelMain, utilityProcess } from 'electron';
import { electronBridgePort } from '../bridge/port';
import { answerVault } from './answer-vault';
import type { EngineOptions } from '../engine-process/engine-options';
import type { EngineProcess } from './engine';

/** Starts a utility process that runs the engine's bundle. Only possible once the app is ready. */
export function spawnEngine(bundle: string, options: EngineOptions): EngineProcess {
  const child = utilityProcess.fork(bundle, [], { serviceName: 'Gnomon engine' });
  answerVault(child);
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage(options, [port2]);
  return {
    port: electronBridgePort(port1),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}
