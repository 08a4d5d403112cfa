import type { CompareMode } from './compare-texts';
import type { CompareAnswer, CompareRequest } from './compare-worker';
import type { Comparison } from './comparison';
import { splitLines } from './split-lines';

/** ms that a comparison may take. */
const BUDGET = 200;
/** ms after which a worker that does not answer is given up, its start and a busy machine allowed for. */
const PATIENCE = 3000;
/** Recently compared pairs are not compared again, unless their texts are long. */
const KEPT = 40;
const LONGEST_KEPT = 100_000;

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, (comparison: Comparison | null) => void>();
const known = new Map<string, { found: Comparison | null; coming: Promise<Comparison> }>();

/** A comparison that was made before; null where it is still to be made. */
export function knownComparison(left: string, right: string, mode: CompareMode): Comparison | null {
  return known.get(keyOf(left, right, mode))?.found ?? null;
}

/** Compares two outputs in a thread of their own; one that hangs is ended, and the outputs stand side by side as they are. */
export function compareInWorker(left: string, right: string, mode: CompareMode): Promise<Comparison> {
  if (left.length + right.length > LONGEST_KEPT) return compare(left, right, mode);
  const key = keyOf(left, right, mode);
  const entry = known.get(key) ?? { found: null, coming: compare(left, right, mode) };
  void entry.coming.then((comparison) => (entry.found = comparison));
  known.delete(key);
  known.set(key, entry);
  if (known.size > KEPT) known.delete(known.keys().next().value!);
  return entry.coming;
}

function keyOf(left: string, right: string, mode: CompareMode): string {
  return `${mode} ${left.length} ${left}${right}`;
}

async function compare(left: string, right: string, mode: CompareMode): Promise<Comparison> {
  const id = ++lastId;
  const answer = new Promise<Comparison | null>((resolve) => {
    waiting.set(id, resolve);
    setTimeout(() => giveUp(id), PATIENCE);
    started().postMessage({ id, left, right, mode, budget: BUDGET } satisfies CompareRequest);
  });
  return (await answer) ?? uncompared(left, right);
}

function started(): Worker {
  if (worker !== null) return worker;
  worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<CompareAnswer>) => {
    waiting.get(data.id)?.(data.comparison);
    waiting.delete(data.id);
  });
  worker.addEventListener('error', stop);
  return worker;
}

function giveUp(id: number): void {
  if (waiting.has(id)) stop();
}

/** Ends the worker and with it everything that waits for it. */
function stop(): void {
  worker?.terminate();
  worker = null;
  for (const resolve of waiting.values()) resolve(null);
  waiting.clear();
}

function uncompared(left: string, right: string): Comparison {
  return { rows: splitLines(left, right), differences: [], depth: 'none' };
}
