import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasTraits } from '@core/engine/has-traits';
import type { Plan } from '@core/model/plan';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { TRAITS_TABLE, fillLanguages } from '@core/sql/traits-table';

/** Changes whenever the checks or their columns do. */
const VERSION = 3;

type Store = Pick<WorkspaceStore, 'path' | 'manifest'>;

/** Pairs whose texts have been read, by sequence number, and the file that keeps what they show. */
export interface TraitRange {
  from: number;
  /** Exclusive. */
  to: number;
  file: string;
}

/**
 * What has been read of a workspace's texts, ascending. A pair never changes once it is in a workspace, so what was read
 * stays read however the log grows and segments are merged.
 */
export async function traitRanges(store: Store): Promise<TraitRange[]> {
  const names = await readdir(folderOf(store)).catch((): string[] => []);
  const form = new RegExp(`^traits-${keyOf(store)}-(\\d+)-(\\d+)\\.arrows$`);
  return names
    .flatMap((name): TraitRange[] => {
      const [, from, to] = form.exec(name) ?? [];
      if (from === undefined || to === undefined) return [];
      return [{ from: Number(from), to: Number(to), file: join(folderOf(store), name) }];
    })
    .toSorted((a, b) => a.from - b.from);
}

/** Where what a range of pairs shows is kept. */
export function traitsFile(store: Store, { from, to }: Pick<TraitRange, 'from' | 'to'>): string {
  return join(folderOf(store), `traits-${keyOf(store)}-${from}-${to}.arrows`);
}

/** What tells one state of the read texts from another. */
export async function traitsState(store: Store): Promise<string> {
  return (await traitRanges(store)).map(({ from, to }) => `${from}-${to}`).join();
}

/** Whether a plan has a criterion that is read from the texts. */
export function needsTraits({ own }: Plan): boolean {
  return 'refusal_rate' in own || 'hedging_rate' in own || 'json_invalid_rate' in own;
}

/** The files that the table `traits` of a database was filled from. */
const filledFrom = new WeakMap<Database, Set<string>>();

/**
 * Brings the table `traits` of the loaded workspace up to date with what has been read of its texts, and the languages of
 * its pairs.
 */
export async function loadTraits(db: Database, store: WorkspaceStore): Promise<void> {
  const ranges = await traitRanges(store);
  let filled = (await hasTraits(db)) ? (filledFrom.get(db) ?? new Set<string>()) : new Set<string>();
  if ([...filled].some((file) => ranges.every((range) => range.file !== file))) {
    await db.dropTable(TRAITS_TABLE);
    filled = new Set();
  }
  const added = ranges.filter(({ file }) => !filled.has(file));
  for (const { file } of added) {
    await db.appendFromArrow(TRAITS_TABLE, await readFile(file));
    filled.add(file);
  }
  // One pass over the pairs for all that is new, which is a stretch of them.
  if (added.length > 0) await db.query(fillLanguages({ from: added[0]!.from, to: added.at(-1)!.to }));
  filledFrom.set(db, filled);
}

function folderOf({ path }: Store): string {
  return join(path, 'cache');
}

function keyOf({ manifest }: Store): string {
  const identity = JSON.stringify([VERSION, manifest.id, manifest.createdAt]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 8);
}
