import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { COVERAGE_COUNTS } from '@core/model/capture-coverage';
import type { Recorder } from './recorder';

export interface CaptureMetrics {
  registry: Registry;
  onProdDone(ms: number, status: number): void;
  onUpgrade(): void;
}

/** Prometheus metrics of a capture. */
export function captureMetrics(recorder: () => Recorder): CaptureMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'gnomon_capture_' });
  const duration = new Histogram({
    name: 'gnomon_capture_production_seconds',
    help: 'Time from the arrival of a request to the last byte of production’s answer.',
    labelNames: ['status'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    registers: [registry],
  });
  const upgrades = new Counter({
    name: 'gnomon_capture_upgrades_total',
    help: 'WebSocket connections, which are passed on and never mirrored.',
    registers: [registry],
  });
  const requests = new Counter({
    name: 'gnomon_capture_requests_total',
    help: 'Requests by what became of them, as in the coverage file.',
    labelNames: ['state'],
    collect() {
      this.reset();
      const { totals } = recorder().status;
      for (const state of COVERAGE_COUNTS) this.inc({ state }, totals[state]);
    },
    registers: [],
  });
  registry.registerMetric(requests);
  const gauge = (name: string, help: string, value: (recorder: Recorder) => number): void => {
    const metric = new Gauge({
      name: `gnomon_capture_${name}`,
      help,
      registers: [],
      collect() {
        this.set(value(recorder()));
      },
    });
    registry.registerMetric(metric);
  };
  gauge(
    'sample_rate',
    'Share of eligible requests that is mirrored in this phase.',
    ({ status }) => status.coverage.phase.rate,
  );
  gauge('phase', 'Number of the phase, from 1.', ({ status }) => status.coverage.phase.index + 1);
  gauge('mirroring', '1 while requests are mirrored, 0 when paused or the budget is spent.', ({ status }) =>
    Number(status.coverage.stopped === null),
  );
  gauge(
    'spent_usd',
    'Spent on the shadow and on reruns, as far as prices are known.',
    ({ status }) => status.coverage.spent.usd,
  );
  gauge('shadow_under_way', 'Shadow calls under way.', ({ status }) => status.underWay);
  gauge(
    'waiting_bytes',
    'Bytes handed to the recorder that it is not done with.',
    ({ waitingBytes }) => waitingBytes,
  );
  gauge(
    'recorder_late_seconds',
    'Longest that the recorder came to its work too late in the last 200 ms; the shadow’s latencies hold it too.',
    ({ status }) => status.lateMs / 1000,
  );
  gauge('log_bytes', 'Size of the log file.', ({ status }) => status.log.bytes);
  gauge('log_writable', '1 while the log can be written.', ({ status }) =>
    Number(status.log.problem === null),
  );
  return {
    registry,
    onProdDone: (ms, status) => duration.observe({ status: String(status) }, ms / 1000),
    onUpgrade: () => upgrades.inc(),
  };
}
