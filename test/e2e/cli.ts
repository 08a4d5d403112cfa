import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const EXAMPLE = join(ROOT, 'resources/example/support-assistant.jsonl.gz');

/** `gnomon serve` and the address that it printed. */
export interface Host {
  address: string;
  /** Ends it as a crash would. */
  kill: () => Promise<void>;
  /** Ends it as Ctrl-C would. */
  stop: () => Promise<void>;
}

/** Starts `gnomon serve`; resolves once it listens, rejects with what it printed when it does not. */
export async function startHost(dataDir: string, args: readonly string[]): Promise<Host> {
  const child = startCli(dataDir, ['serve', ...args]);
  const output = collect(child);
  const closed = once(child, 'close');
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(output.text());
      if (found) resolve(found[0]);
    });
    child.once('close', () => reject(new Error(`gnomon serve ended: ${output.text()}`)));
  });
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal);
    await closed;
  };
  return { address, kill: end('SIGKILL'), stop: end('SIGTERM') };
}

/** Runs the built command line to its end and gives what it printed on stdout. */
export async function gnomon(dataDir: string, args: readonly string[]): Promise<string> {
  const child = startCli(dataDir, args);
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`gnomon ${args[0]} exited with ${code}: ${output.errors()}`);
  return output.text();
}

function startCli(dataDir: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'out/main/cli.js'), ...args], {
    env: { ...process.env, GNOMON_DATA_DIR: dataDir, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function collect(child: ChildProcess): { text: () => string; errors: () => string } {
  let text = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  return { text: () => text, errors: () => errors };
}
