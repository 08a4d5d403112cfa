/** An error as it crosses the bridge: class identity is lost, the rest stays. */
export interface WireError {
  name: string;
  message: string;
  stack: string | null;
}

/** The parts of a body, in either direction. `credit` lets the sender post that many more chunks. */
export type BodyMessage =
  | { type: 'chunk'; id: number; bytes: Uint8Array }
  | { type: 'end'; id: number }
  | { type: 'error'; id: number; error: WireError }
  | { type: 'credit'; id: number; chunks: number };

/** From the process that asks to the one that answers. `abort` gives up the whole exchange. */
export type ClientMessage =
  | {
      type: 'request';
      id: number;
      method: string;
      url: string;
      headers: [string, string][];
      hasBody: boolean;
    }
  | { type: 'abort'; id: number }
  | BodyMessage;

/** Back from the process that answers. `stop` says that no more of the request's body is wanted. */
export type ServerMessage =
  | {
      type: 'head';
      id: number;
      status: number;
      statusText: string;
      headers: [string, string][];
      hasBody: boolean;
    }
  | { type: 'stop'; id: number }
  | BodyMessage;

/** Anything that was thrown, as plain data. */
export function toWireError(thrown: unknown): WireError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), stack: null };
  return { name: thrown.name, message: thrown.message, stack: thrown.stack ?? null };
}

/** The error that crossed the bridge, with the name and stack it had on the other side. */
export function fromWireError({ name, message, stack }: WireError): Error {
  const error = new Error(message);
  error.name = name;
  if (stack !== null) error.stack = stack;
  return error;
}
