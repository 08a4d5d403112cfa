import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Decisions a second, a threshold moved each time, from evidence with clusters; and with looks at growing data. */
export async function measureWhatIf() {
  const load = async (file) => {
    const { module } = await runnerImport(`${root}${file}`, {
      root,
      configFile: false,
      logLevel: 'error',
      resolve: { alias: { '@core': `${root}src-core` } },
    });
    return module;
  };
  const { timeWhatIf } = await load('test/bench/time-what-if.ts');
  return timeWhatIf();
}
