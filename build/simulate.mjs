// npm run simulate [-- --quick]: loads the simulation, which is TypeScript like what it simulates.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const { module } = await runnerImport(`${root}test/simulate/run.ts`, {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@core': `${root}src-core` } },
});
process.exitCode = module.run({ quick: process.argv.includes('--quick') }) ? 0 : 1;
