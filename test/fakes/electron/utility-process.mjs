import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import { app } from './app.mjs';
import { record } from './record.mjs';

const running = new Set();

/** A utility process, played by a worker thread that runs the real bundle. */
class UtilityProcess extends EventEmitter {
  #worker;

  constructor(modulePath, args, options) {
    app.mustBeReady('utilityProcess.fork');
    super();
    record.engineStarts += 1;
    record.enginesRunning += 1;
    record.engineOptions = options;
    this.#worker = new Worker(new URL('./utility-worker.mjs', import.meta.url), {
      argv: args,
      execArgv: [],
      workerData: { modulePath },
    });
    running.add(this);
    this.#worker.on('message', (message) => this.emit('message', message));
    this.#worker.on('error', (error) => console.error(error));
    this.#worker.on('exit', (code) => {
      running.delete(this);
      record.enginesRunning -= 1;
      this.emit('exit', code);
    });
  }

  postMessage(data, transfer = []) {
    const ports = transfer.map((port) => port.raw);
    this.#worker.postMessage({ data, ports }, ports);
  }

  kill() {
    void this.#worker.terminate();
    return true;
  }
}

export const utilityProcess = {
  fork: (modulePath, args, options) => new UtilityProcess(modulePath, args, options),
};

/** Ends every running utility process at once, as a crash does. */
export function crashUtilityProcesses() {
  for (const child of running) child.kill();
}
