/**
 * Runs the built main bundle without Electron's binary:
 *   node --import ./test/fakes/electron/register.mjs out/main/index.js
 * `electron` resolves to the fake beside this file. With an IPC channel to the parent (child_process.fork) the parent
 * drives and inspects the fake; see control.mjs.
 */
import { register } from 'node:module';

register('./resolve.mjs', import.meta.url);
process.defaultApp = true;
