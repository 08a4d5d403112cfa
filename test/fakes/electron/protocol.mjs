import { app } from './app.mjs';
import { record } from './record.mjs';

const handlers = new Map();

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    app.mustNotBeReady('protocol.registerSchemesAsPrivileged');
    record.schemes.push(...schemes);
  },
  handle(scheme, handler) {
    app.mustBeReady('protocol.handle');
    handlers.set(scheme, handler);
  },
};

/** A page's request. As in Electron its signal never aborts; a page that gives up cancels the answer's body. */
export function pageFetch(url, init) {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (handler === undefined) throw new Error(`No handler for ${url}`);
  return handler(new Request(url, init));
}
