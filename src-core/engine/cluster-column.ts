import { AppError } from '../model/app-error';
import type { ClusterColumn } from '../model/evidence';
import type { Database } from '../ports/database';
import { tagSpread } from '../sql/pair-values-queries';
import { identifier } from '../sql/pairs-table';

/**
 * Names of tags that say whose request it is, in the order in which they are preferred: a user comes back in several
 * conversations, so that users are the larger unit.
 */
const UNITS = [
  'user',
  'customer',
  'account',
  'tenant',
  'visitor',
  'device',
  'conversation',
  'session',
  'thread',
  'chat',
  'dialogue',
  'ticket',
];

/**
 * The tag whose values are the units that requests come in, and its SQL; null where every pair stands for itself.
 * @param clusterBy the plan's: a tag, "auto" to find one, "none"
 * @throws AppError('usage') when the plan names a tag that the workspace does not have
 */
export async function findClusterColumn(
  db: Database,
  tagKeys: readonly string[],
  clusterBy: string,
): Promise<{ column: ClusterColumn; sql: string } | null> {
  if (clusterBy === 'none') return null;
  if (clusterBy !== 'auto') {
    const key = clusterBy.replace(/^tags\./, '');
    if (!tagKeys.includes(key))
      throw new AppError('usage', {
        message: `The plan takes clusters from the tag ${JSON.stringify(key)}, which this workspace does not have.`,
        where: 'clusterBy',
        remedy: `name one of ${tagKeys.join(', ') || 'the tags of the log (there are none)'}, or "auto" or "none"`,
      });
    return describe(db, key, true);
  }
  for (const unit of UNITS) {
    const key = tagKeys.find((tag) => unitOf(tag) === unit);
    const found = key === undefined ? null : await describe(db, key, false);
    // A tag with another value on every request groups nothing.
    if (found && found.column.clusters > 1 && found.tagged > found.column.clusters) return found;
  }
  return null;
}

/** "userId", "user_id", "User-ID" and "user" are one name. */
function unitOf(tag: string): string {
  return tag
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '_')
    .replace(/^(?:end|app|anonymous)_/, '')
    .replace(/_*(?:id|uuid|key|hash|name)$/, '');
}

async function describe(db: Database, key: string, declared: boolean) {
  const [row] = await db.query<{ clusters: number; tagged: number; pairs: number }>(tagSpread(key));
  const { clusters, tagged, pairs } = row!;
  const column: ClusterColumn = { column: `tags.${key}`, declared, clusters, alone: pairs - tagged };
  return { column, sql: clusterSql(column), tagged };
}

/** SQL of a cluster column over `pairs`. */
export function clusterSql({ column }: ClusterColumn): string {
  return identifier(column.replace(/^tags/, 'tag'));
}
