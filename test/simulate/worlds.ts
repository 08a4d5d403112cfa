import { errorRate } from '@core/decision/error-rate';
import { latencyP95Ratio } from '@core/decision/latency-p95-ratio';
import type { LookState } from '@core/decision/look-rule';
import { similarity } from '@core/decision/similarity';
import { winRate } from '@core/decision/win-rate';
import { clusterSpread } from '@core/engine/cluster-spread';
import type { CriterionResult } from '@core/model/decision';
import { latencyEvidence, moments, seeded } from '../unit/stats/samples';

/** A world in which a criterion's true value is exactly its threshold, so that GO and NO-GO are both wrong. */
export interface World {
  name: string;
  /** Draws requests one after another and decides from the first n of them. */
  begin(seed: number): { upTo(n: number, rule?: LookState): CriterionResult };
}

const FRAME = { level: 0.95, required: true };

/** Latencies whose P95 ratio is 1.2: the shadow's are the same distribution times 1.2, correlated pair by pair. */
function latencies(
  name: string,
  draw: (normal: () => number, uniform: () => number) => [number, number],
): World {
  return {
    name,
    begin(seed) {
      const { normal, uniform } = seeded(seed);
      const [prod, shadow]: [number[], number[]] = [[], []];
      return {
        upTo(n, rule) {
          while (prod.length < n) {
            const [p, s] = draw(normal, uniform);
            prod.push(1000 * p);
            shadow.push(1200 * s);
          }
          const evidence = latencyEvidence(prod, shadow);
          return latencyP95Ratio(evidence, { ...FRAME, threshold: 1.2, ...(rule && { rule }) });
        },
      };
    },
  };
}

/** Errors whose rates differ by exactly the margin. */
function errors(
  name: string,
  { shadowOnly, prodOnly, margin }: { shadowOnly: number; prodOnly: number; margin: number },
): World {
  return {
    name,
    begin(seed) {
      const { uniform } = seeded(seed);
      let [n, b, c] = [0, 0, 0];
      return {
        upTo(size, rule) {
          for (; n < size; n++) {
            const u = uniform();
            if (u < shadowOnly) b++;
            else if (u < shadowOnly + prodOnly) c++;
          }
          const counts = { both: 0, shadowOnly: b, prodOnly: c, neither: n - b - c };
          const evidence = { ...counts, missingShadow: { prodFailed: 0, prodAnswered: 0 }, missingProd: 0 };
          return errorRate(evidence, {
            ...FRAME,
            threshold: margin,
            missingShadow: 'failed',
            ...(rule && { rule }),
          });
        },
      };
    },
  };
}

/** Judgements that favour nobody, in clusters of five whose members share half of what decides them. */
function judgements(robust: boolean): World {
  return {
    name: robust ? 'win rate, five a user, clustered bound' : 'win rate, five a user, taken as independent',
    begin(seed) {
      const { normal } = seeded(seed);
      const scores: number[] = [];
      return {
        upTo(n, rule) {
          while (scores.length < n) {
            const user = normal();
            for (let i = 0; i < 5; i++) {
              const lean = Math.sqrt(0.5) * user + Math.sqrt(0.5) * normal();
              scores.push(lean > 0.4 ? 1 : lean < -0.4 ? 0 : 0.5);
            }
          }
          const seen = scores.slice(0, n);
          const evidence = moments(seen);
          const sums = Array.from({ length: n / 5 }, (_, g) =>
            seen.slice(5 * g, 5 * g + 5).reduce((sum, score) => sum + score - evidence.mean, 0),
          );
          const clusters = { count: sums.length, squares: sums.reduce((sum, s) => sum + s * s, 0) };
          return winRate(
            { ...evidence, ...(robust && { clusters }) },
            { ...FRAME, threshold: 0.5, ...(rule && { rule }) },
          );
        },
      };
    },
  };
}

/** Similarities near 1 with a long tail to the left, of mean .95. */
const similarities: World = {
  name: 'mean similarity, skewed',
  begin(seed) {
    const { uniform } = seeded(seed);
    const values: number[] = [];
    return {
      upTo(n, rule) {
        // 1 − x is Beta(1, 19) by inversion: mean .05, skewness 1.8.
        while (values.length < n) values.push(1 - (1 - uniform() ** (1 / 19)));
        return similarity(moments(values.slice(0, n)), { ...FRAME, threshold: 0.95, ...(rule && { rule }) });
      },
    };
  },
};

/** The same of few users, some of whom ask five times as often as others. */
const FEW_USERS: World = {
  name: 'win rate, forty users of unequal size',
  begin(seed) {
    const { normal } = seeded(seed);
    const users = Array.from({ length: 40 }, (_, user) => ({ size: 5 + 5 * (user % 5), lean: normal() }));
    const scores = users.map(({ size, lean }): number[] =>
      Array.from({ length: size }, () => {
        const drawn = Math.sqrt(0.5) * lean + Math.sqrt(0.5) * normal();
        return drawn > 0.4 ? 1 : drawn < -0.4 ? 0 : 0.5;
      }),
    );
    return {
      upTo(_, rule) {
        const all = scores.flat();
        const evidence = moments(all);
        const of = Int32Array.from(scores.flatMap((each, user) => each.map(() => user)));
        const clusters = clusterSpread(
          Int32Array.from(all.keys()),
          { of, count: users.length },
          (row) => all[row]!,
        );
        return winRate({ ...evidence, clusters }, { ...FRAME, threshold: 0.5, ...(rule && { rule }) });
      },
    };
  },
};

export const CLUSTERS_IGNORED = judgements(false);

/** Win rates, whose looks are counted by their own scores. */
export const WATCHED = judgements(true);

export const WORLDS: readonly World[] = [
  latencies('P95 ratio, lognormal, correlated .6', (normal) => {
    const shared = normal();
    return [Math.exp(0.6 * shared), Math.exp(0.6 * (0.6 * shared + 0.8 * normal()))];
  }),
  latencies('P95 ratio, heavy-tailed (Lomax 2.5), correlated', (normal, uniform) => {
    const shared = uniform();
    const own = uniform() < 0.6 ? shared : uniform();
    const lomax = (u: number): number => (1 - u) ** (-1 / 2.5) - 1 + 0.05;
    void normal;
    return [lomax(shared), lomax(own)];
  }),
  errors('error rate, rare, at a margin of .5 points', { shadowOnly: 0.008, prodOnly: 0.003, margin: 0.005 }),
  errors('error rate, equal, superiority', { shadowOnly: 0.01, prodOnly: 0.01, margin: 0 }),
  judgements(true),
  similarities,
];

/** Worlds of one size. */
export const FINISHED: readonly World[] = [FEW_USERS];
