import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Runs Node on a script and gives wall time (s), CPU time of all its threads (s), peak resident memory (MB; both null where
 * /proc is missing) and output.
 * Memory is sampled from the kernel's own high-water mark, so no peak is missed.
 */
export async function measure(args, { env = {} } = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let peak = null;
  let cpuSeconds = null;
  const sampler = setInterval(() => {
    peak = highWaterMark(child.pid) ?? peak;
    cpuSeconds = cpuTime(child.pid) ?? cpuSeconds;
  }, 20);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(sampler);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds, peak, stdout, stderr };
}

function highWaterMark(pid) {
  try {
    const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match ? Number(match[1]) / 1000 : null;
  } catch {
    return null;
  }
}

/** User and system time; the kernel counts in hundredths of a second. */
function cpuTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** `gnomon serve` on an existing workspace. */
export function serve({ cli, workspace, dataDir }) {
  return spawn(process.execPath, [cli, 'serve', '--workspace', workspace], {
    env: { ...process.env, GNOMON_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The address that `gnomon serve` prints. */
export function addressOf(server) {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout.on('data', (data) => {
      text += data;
      const match = /http:\/\/\S+/.exec(text);
      if (match) resolve(match[0]);
    });
    server.once('exit', (code) => reject(new Error(`gnomon serve ended with ${code}`)));
  });
}
