import { decide } from '@core/decision/decide';
import { moveSetting } from '@core/decision/move-setting';
import type { Evidence } from '@core/model/evidence';
import { DEFAULT_PLAN } from '@core/model/plan';
import { passing } from '../unit/decision/evidence';

const TIMES = 2000;

/** Recomputations a second. */
export function timeWhatIf(): { once: number; sequential: number } {
  const clusters = { count: 800, squares: 400 };
  const once: Evidence = {
    ...passing,
    errors: { ...passing.errors, clusters: { failed: clusters, excluded: clusters } },
    winRate: { ...passing.winRate, clusters },
  };
  const looks = { growing: true, earlier: [{ complete: 3000, couldGo: true, go: [] }] };
  return { once: perSecond(once), sequential: perSecond({ ...once, looks }) };
}

function perSecond(evidence: Evidence): number {
  const setting = { kind: 'threshold', criterion: 'latency_p95_ratio' } as const;
  const run = (times: number): void => {
    for (let i = 0; i < times; i++) decide(evidence, moveSetting(DEFAULT_PLAN, setting, 1 + i / times));
  };
  run(200);
  const from = performance.now();
  run(TIMES);
  return TIMES / ((performance.now() - from) / 1000);
}
