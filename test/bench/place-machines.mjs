import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** The session's share of the processors against other sessions', as niceness. */
const SESSION_NICE = -19;

/**
 * Callers, production and the shadow are other machines in life; in a measurement all share the processors. As far as the
 * system allows it, this process and production's get one half of the processors and go first there, the shadow takes what
 * they leave, and the proxies with their recorders have the other half, where they run as they always do. Programs of other
 * sessions come last.
 */
export function placeMachines() {
  const before = sessionNice();
  const halves = halvesOf(processors());
  const places = halves && {
    production: ['taskset', '--cpu-list', halves[0], 'chrt', '--rr', '1'],
    shadow: ['taskset', '--cpu-list', halves[0], 'chrt', '--idle', '0'],
    proxy: ['taskset', '--cpu-list', halves[1], 'chrt', '--other', '0'],
  };
  const own = String(process.pid);
  const apart =
    places !== null &&
    ran('taskset', ['--all-tasks', '--cpu-list', '--pid', halves[0], own]) &&
    ran('chrt', ['--all-tasks', '--rr', '--pid', '1', own]);
  setSessionNice(SESSION_NICE);
  process.once('exit', () => setSessionNice(before));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  return {
    /** Whether each has a place of its own. */
    apart,
    /** Runs Node on a script. @param {'production' | 'shadow' | 'proxy'} place */
    start(place, /** @type {string[]} */ args, stderr = 'inherit') {
      const [command, ...rest] = [...(apart ? places[place] : []), process.execPath, ...args];
      return spawn(command, rest, { stdio: ['ignore', 'pipe', stderr] });
    },
    restore() {
      if (apart) {
        ran('chrt', ['--all-tasks', '--other', '--pid', '0', own]);
        ran('taskset', ['--all-tasks', '--cpu-list', '--pid', processors().join(','), own]);
      }
      setSessionNice(before);
    },
  };
}

function ran(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Numbers of all processors; none where the system does not number them. */
function processors() {
  try {
    const text = readFileSync('/proc/stat', 'utf8');
    return [...text.matchAll(/^cpu(\d+)/gm)].map(([, number]) => number);
  } catch {
    return [];
  }
}

function halvesOf(numbers) {
  if (numbers.length < 2) return null;
  const middle = numbers.length >> 1;
  return [numbers.slice(0, middle).join(','), numbers.slice(middle).join(',')];
}

/** Null where the kernel does not share the processors by session. */
function sessionNice() {
  try {
    return /nice (-?\d+)/.exec(readFileSync('/proc/self/autogroup', 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}

function setSessionNice(nice) {
  try {
    if (sessionNice() !== null) writeFileSync('/proc/self/autogroup', String(nice));
  } catch {
    // Only an administrator may raise it.
  }
}
