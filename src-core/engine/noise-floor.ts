import { similarity as similarityCriterion } from '../decision/similarity';
import { MEANING_CLASSES, type MeaningClass } from '../model/meaning';
import type { BoundedMean, BoundedShare, NoiseFloor } from '../model/noise-floor';
import type { Plan } from '../model/plan';
import type { Database } from '../ports/database';
import { RERUN_CLASSES, RERUN_COUNTS, rerunSimilarities } from '../sql/rerun-queries';
import { tBounds } from '../stats/mean-bounds';
import { wilson } from '../stats/wilson';
import { moments } from './moments';

type Counts = Record<'reruns' | 'failed' | 'n' | 'raw' | 'norm' | 'shadow_raw' | 'shadow_norm', number>;

/** As for the criterion: a mean of fewer has no bound. */
const FEWEST = 30;

/** Production against its own reruns; null when the log holds none. Bounds are one-sided at the plan's level. */
export async function noiseFloor(db: Database, plan: Plan): Promise<NoiseFloor | null> {
  const [[counts], rerun, shadow, classes] = await Promise.all([
    db.query<Counts>(RERUN_COUNTS),
    db.numbers<'x'>(rerunSimilarities('rerun_similarity')),
    db.numbers<'x'>(rerunSimilarities('similarity')),
    db.query<{ class: string; rerun: number; shadow: number }>(RERUN_CLASSES),
  ]);
  const { reruns, failed, n, raw, norm, shadow_raw, shadow_norm } = counts!;
  if (reruns === 0) return null;
  const share = (count: number): BoundedShare => boundedShare(count, n, plan.level);
  return {
    reruns,
    failed,
    exactMatch: {
      n,
      rerun: { raw: share(raw), normalised: share(norm) },
      shadow: { raw: share(shadow_raw), normalised: share(shadow_norm) },
    },
    similarity:
      rerun.x.length === 0 ? null : similarities({ rerun: rerun.x, shadow: shadow.x, classes, plan }),
  };
}

function similarities({
  rerun,
  shadow,
  classes,
  plan,
}: {
  rerun: Float64Array;
  shadow: Float64Array;
  classes: readonly { class: string; rerun: number; shadow: number }[];
  plan: Plan;
}): NonNullable<NoiseFloor['similarity']> {
  const n = rerun.length;
  const { level, criteria } = plan;
  const mean = (values: Float64Array): BoundedMean => {
    const { estimate, lower, upper } = similarityCriterion(
      { n, ...moments(values), unmeasured: 0, source: null },
      { ...criteria.similarity, level },
    );
    return { mean: estimate, lower, upper };
  };
  const gaps = moments(rerun.map((value, i) => value - shadow[i]!));
  const bounds =
    n >= FEWEST && gaps.mean !== null && gaps.sd !== null
      ? tBounds({ n, mean: gaps.mean, sd: gaps.sd }, level)
      : { lower: null, upper: null };
  return {
    n,
    rerun: mean(rerun),
    shadow: mean(shadow),
    gap: { mean: gaps.mean, ...bounds },
    classes: (Object.keys(MEANING_CLASSES) as MeaningClass[]).map((name) => {
      const row = classes.find((entry) => entry.class === name);
      return {
        class: name,
        rerun: boundedShare(row?.rerun ?? 0, n, level),
        shadow: boundedShare(row?.shadow ?? 0, n, level),
      };
    }),
  };
}

function boundedShare(count: number, n: number, level: number): BoundedShare {
  return {
    count,
    ...(n > 0 ? wilson({ successes: count, n, level }) : { lower: null, upper: null }),
  };
}
