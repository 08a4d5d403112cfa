import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterSpread } from '@core/engine/cluster-spread';
import { moments } from '@core/engine/moments';
import { totalsOf } from '@core/engine/paired-totals';
import type { Metrics } from '@core/model/metrics';
import { DEFAULT_PLAN } from '@core/model/plan';
import { clusterMeanBounds } from '@core/stats/cluster-mean-bounds';
import { tBounds } from '@core/stats/mean-bounds';
import { ratioOfTotals } from '@core/stats/ratio-of-totals';
import { wilson } from '@core/stats/wilson';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { seeded } from '../unit/stats/samples';

const LEVEL = DEFAULT_PLAN.level;
const N = 600;
const engine = new GnomonEngine();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-metric-bounds-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

interface Side {
  failed: boolean;
  cost: number | null;
  tokens: number;
}

/** Requests of which some fail, at a cost or none, and some carry no cost. */
function sides(): { prod: Side; shadow: Side; user: number }[] {
  const { uniform } = seeded(11);
  const cost = (): number | null => (uniform() < 0.1 ? null : uniform() * 0.01);
  return Array.from({ length: N }, (_, i) => ({
    user: Math.floor(i / 12),
    // Whole users fail, and the later ones ask for more.
    prod: { failed: Math.floor(i / 12) % 7 === 0 || uniform() < 0.05, cost: cost(), tokens: 100 + i },
    shadow: { failed: uniform() < 0.2, cost: cost(), tokens: Math.round(90 + i + 80 * uniform()) },
  }));
}

async function metricsOf(
  name: string,
  users: boolean,
): Promise<{ metrics: Metrics; rows: ReturnType<typeof sides> }> {
  const rows = sides();
  const arm = ({ failed, cost, tokens }: Side) => ({
    response: failed ? null : 'An answer.',
    error: failed ? 'overloaded' : null,
    cost_usd: cost,
    tokens_in: tokens,
  });
  const lines = rows.map(({ prod, shadow, user }, i) => ({
    request_id: `r${i}`,
    prod: arm(prod),
    shadow: arm(shadow),
    ...(users && { tags: { user_id: `u${user}` } }),
  }));
  const log = join(folder, `${name}.jsonl`);
  await writeFile(log, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const { path } = await engine.importLogs({ paths: [log] });
  return { metrics: (await engine.overview(path, DEFAULT_PLAN)).metrics, rows };
}

const close = (found: number | null, expected: number) => expect(found).toBeCloseTo(expected, 10);

// Bug caught: figures that stand without a bound, or bounds of another quantity than the one beside them.
describe('bounds of the figures of both arms', () => {
  it('of pairs that stand for themselves are Wilson’s, Student’s and the delta method’s', async () => {
    const { metrics, rows } = await metricsOf('single', false);
    const bounds = metrics.bounds!;
    const failed = rows.filter(({ prod }) => prod.failed).length;
    expect(bounds.prod.errorRate).toEqual(wilson({ successes: failed, n: N, level: LEVEL }));
    expect(bounds.errors.shadowOnly).toEqual(
      wilson({ successes: metrics.errors.shadowOnly, n: metrics.complete, level: LEVEL }),
    );

    const tokens = moments(Float64Array.from(rows, ({ shadow }) => shadow.tokens));
    const mean = tBounds({ n: N, mean: tokens.mean!, sd: tokens.sd! }, LEVEL);
    expect(bounds.shadow.tokensIn.n).toBe(N);
    close(bounds.shadow.tokensIn.value, tokens.mean!);
    close(bounds.shadow.tokensIn.lower, mean.lower);
    close(bounds.shadow.tokensIn.upper, mean.upper);

    const amounts = {
      prod: Float64Array.from(rows, ({ prod }) => prod.cost ?? Number.NaN),
      shadow: Float64Array.from(rows, ({ shadow }) => shadow.cost ?? Number.NaN),
    };
    const all = Int32Array.from(rows, (_, i) => i);
    const totals = totalsOf(amounts, all)!;
    const ratio = ratioOfTotals(totals, LEVEL);
    expect(bounds.ratios.cost.n).toBe(totals.n);
    close(bounds.ratios.cost.value, ratio.ratio);
    close(bounds.ratios.cost.lower, ratio.lower);
    close(bounds.ratios.cost.upper, ratio.upper);
  });

  it('of cost per answer count failures that cost and answers that tell no cost in neither sum', async () => {
    const { metrics, rows } = await metricsOf('per-answer', false);
    const priced = rows.map(({ prod }) => prod).filter(({ cost }) => cost !== null);
    const answers = priced.filter(({ failed }) => !failed).length;
    const perAnswer = priced.reduce((sum, { cost }) => sum + cost!, 0) / answers;
    const { n, value, lower, upper } = metrics.bounds!.prod.costPerAnswer;
    expect(n).toBe(priced.length);
    close(value, perAnswer);
    expect(metrics.prod.costPerAnswer).toBe(value);
    // The linearised ratio, request by request.
    const squares = priced.reduce(
      (sum, { cost, failed }) => sum + (cost! - (failed ? 0 : perAnswer)) ** 2,
      0,
    );
    const expected = clusterMeanBounds({ mean: perAnswer, n: answers, clusters: n, squares }, LEVEL);
    close(lower, expected.lower);
    close(upper, expected.upper);
  });

  it('of requests that come in clusters are never narrower, and cluster-robust where that is wider', async () => {
    const single = (await metricsOf('alone', false)).metrics.bounds!;
    const { metrics, rows } = await metricsOf('users', true);
    const bounds = metrics.bounds!;
    const of = Int32Array.from(rows, ({ user }) => user);
    const spread = clusterSpread(
      Int32Array.from(rows, (_, i) => i),
      { of, count: Math.max(...of) + 1 },
      (row) => Number(rows[row]!.prod.failed),
    );
    const expected = clusterMeanBounds(
      { mean: metrics.prod.errorRate!, n: N, clusters: spread.count, squares: spread.squares },
      LEVEL,
    );
    close(bounds.prod.errorRate.lower, expected.lower);
    close(bounds.prod.errorRate.upper, expected.upper);
    expect(bounds.prod.errorRate.upper).toBeGreaterThan(single.prod.errorRate.upper!);
    for (const of of ['tokensIn', 'cost', 'costPerAnswer'] as const) {
      expect(bounds.shadow[of].value).toBe(single.shadow[of].value);
      expect(bounds.shadow[of].lower).toBeLessThanOrEqual(single.shadow[of].lower!);
      expect(bounds.shadow[of].upper).toBeGreaterThanOrEqual(single.shadow[of].upper!);
    }
  });
});
