import type { CaptureConfig } from '@core/capture/capture-config';
import type { CoverageBucket } from '@core/capture/coverage-ledger';
import type { ErrorDetails, ErrorKind } from '@core/model/app-error';
import type { CaptureCoverage, CoverageCount } from '@core/model/capture-coverage';

/** A request that is to be mirrored; production is already working on it. */
export interface MirroredRequest {
  kind: 'request';
  id: number;
  requestId: string;
  method: string;
  /** Path and query. */
  path: string;
  /** Name, value, name, value, … as the client sent them. Secrets among them stay in memory. */
  headers: string[];
  body: Uint8Array;
  bucket: CoverageBucket;
  /** Where the answer's text stands in a JSON of a kind of its own. */
  answerPath: string | undefined;
}

/** What production made of it. */
export interface ProdOutcome {
  kind: 'outcome';
  id: number;
  outcome:
    | {
        status: number;
        headers: string[];
        /** Null when it was longer than what is recorded. */
        body: Uint8Array | null;
        latencyMs: number;
        ttftMs: number | null;
      }
    | { error: string; latencyMs: number }
    /** The client left before the end. */
    | 'abandoned';
}

export type ToRecorder =
  /** Comes first. */
  | { kind: 'config'; config: CaptureConfig }
  | MirroredRequest
  | ProdOutcome
  | { kind: 'counts'; counts: { bucket: CoverageBucket; name: CoverageCount; by: number }[] }
  | { kind: 'control'; action: 'pause' | 'resume' | 'next-phase' }
  | { kind: 'stop' };

/** What the proxy needs to know to choose requests, and what it tells on its admin port. */
export interface RecorderStatus {
  coverage: Omit<CaptureCoverage, 'windows'>;
  totals: Record<CoverageCount, number>;
  log: { bytes: number; rotations: number; problem: string | null };
  /** Shadow calls under way. */
  underWay: number;
  /** Longest that the recorder came to its work too late since the status before, ms. */
  lateMs: number;
}

export type FromRecorder =
  /** Mirrored requests are done with. */
  | { kind: 'done'; ids: readonly number[] }
  | { kind: 'status'; status: RecorderStatus }
  | { kind: 'notice'; text: string }
  /** It could not begin. */
  | { kind: 'failed'; error: { kind: ErrorKind; details: ErrorDetails } }
  | { kind: 'stopped' };
