import { JUDGEMENTS_FILE } from '@core/judge/journal-entry';
import * as v from 'valibot';
import { openJournal } from '../adapters/workspace/journal';

/** As much of a journal's line as its cost needs. */
const PricedSchema = v.object({ kind: v.string(), cost: v.optional(v.nullable(v.number()), null) });

/** USD spent on judging a workspace; null when nothing was judged, or no judgement has a price. */
export async function judgingCost(path: string): Promise<number | null> {
  const { entries } = await openJournal(path, JUDGEMENTS_FILE, (line) => v.parse(PricedSchema, line)).read();
  const priced = entries.flatMap(({ kind, cost }) => (kind === 'judgement' && cost !== null ? [cost] : []));
  return priced.length === 0 ? null : priced.reduce((sum, cost) => sum + cost, 0);
}
