import type { MetricEvidence } from '../model/evidence';
import type { Trait } from '../model/ledger';
import type { Database } from '../ports/database';
import { HAS_TRAITS, traitTable } from '../sql/traits-table';

/** Whether the texts of the loaded workspace have been read for traits. */
export async function hasTraits(db: Database): Promise<boolean> {
  const [row] = await db.query<{ n: number }>(HAS_TRAITS);
  return row!.n > 0;
}

/** How often only one arm has a trait; null until the texts have been read. */
export async function traitCounts(
  db: Database,
  trait: Trait,
  eligible: number,
): Promise<Extract<MetricEvidence, { kind: 'rate-difference' }> | null> {
  if (!(await hasTraits(db))) return null;
  const [row] = await db.query<Record<'n' | 'prod_only' | 'shadow_only', number>>(traitTable(trait));
  const { n, prod_only: prodOnly, shadow_only: shadowOnly } = row!;
  const unmeasured = trait === 'json-invalid' ? 0 : Math.max(0, eligible - n);
  return { kind: 'rate-difference', shadowOnly, prodOnly, n, unmeasured };
}
