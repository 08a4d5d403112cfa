import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';

/** Electron's MessagePortMain over a port of worker_threads: messages come as { data, ports }, once started. */
export class MessagePortMain extends EventEmitter {
  constructor(raw) {
    super();
    this.raw = raw;
    raw.on('close', () => this.emit('close'));
  }
  start() {
    this.raw.on('message', (data) => this.emit('message', { data, ports: [] }));
  }
  postMessage = (message) => this.raw.postMessage(message);
  close = () => this.raw.close();
}

export class MessageChannelMain {
  #raw = new MessageChannel();
  port1 = new MessagePortMain(this.#raw.port1);
  // Bare until it has reached the other side: listening to it here would keep it from being handed over.
  port2 = { raw: this.#raw.port2 };
}
