/** One end of a two-way channel between processes or threads. Messages are structured clones, in order. */
export interface BridgePort {
  /** Throws when the message cannot be cloned. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The other end is gone or closed its port. */
  onClose(listener: () => void): void;
  close(): void;
}

/** What Electron's `MessagePortMain` offers; it delivers messages as `{ data }` and only once started. */
export interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A bridge port over an Electron message port, in the main process or in a utility process. */
export function electronBridgePort(port: ElectronPort): BridgePort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}
