import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBudget, costOf } from '@core/capture/budget';
import type { CaptureConfig, Prices } from '@core/capture/capture-config';
import { type CapturedCall, captureRecord, traceOf } from '@core/capture/capture-record';
import { type CoverageBucket, coverageLedger } from '@core/capture/coverage-ledger';
import { NO_ANSWER } from '@core/capture/answers/captured-answer';
import { readAnswer } from '@core/capture/answers/read-answer';
import { withFields, isRecord } from '@core/capture/json-path';
import { isPhaseDone, phaseAt, withSettled } from '@core/capture/phases';
import { type CapturedRequest, readRequest } from '@core/capture/read-request';
import { redact } from '@core/capture/redact';
import { unitHash } from '@core/capture/sample';
import type { CoverageCount } from '@core/model/capture-coverage';
import { toJsonLine } from '@core/model/json-line';
import { realDisk } from '../adapters/workspace/disk';
import { coverageFileOf, readCoverage } from './coverage-file';
import { decodeContent } from './decode-content';
import { headerOf, mirrorHeaders } from './forward-headers';
import { openLogWriter } from './log-writer';
import { type MirrorResult, mirrorTarget } from './mirror-call';
import type { FromRecorder, MirroredRequest, ProdOutcome, RecorderStatus } from './recorder-messages';
import { reasonOf } from './reason-of';
import { redactionsOf } from './redactions';
import { reader } from './request-values';

const STATUS_EVERY_MS = 200;
/** Each message wakes production's process, so what is done is told for many requests at once, ms. */
const DONE_EVERY_MS = 25;
/** Lateness is looked for this often, told beyond the second, and not told again before the third, ms. */
const LOOK_MS = 20;
const LATE_MS = 250;
const TELL_LATE_EVERY_MS = 60_000;
/** Calls that are under way when the capture ends get this long, ms. */
const DRAIN_MS = 5000;

interface Open {
  request: MirroredRequest;
  asked: CapturedRequest;
  prod: ProdOutcome['outcome'] | null;
  shadow: MirrorResult | null;
  /** Undefined: none was asked for. */
  rerun: MirrorResult | null | undefined;
}

/** A pair whose calls have all ended. */
interface Settled {
  request: MirroredRequest;
  asked: CapturedRequest;
  outcome: ProdOutcome['outcome'];
  mirrored: MirrorResult;
  rerun: MirrorResult | undefined;
}

/** What the recorder's process does with what it is told. */
export interface PairRecorder {
  begin(request: MirroredRequest): void;
  settle(outcome: ProdOutcome): void;
  addCounts(counts: readonly { bucket: CoverageBucket; name: CoverageCount; by: number }[]): void;
  control(action: 'pause' | 'resume' | 'next-phase'): void;
  /** Gives calls under way a moment, then writes everything. */
  stop(): Promise<void>;
}

/** @throws AppError when the log can not be written, or the configuration can not be used */
export async function recordPairs(
  config: CaptureConfig,
  post: (message: FromRecorder) => void,
): Promise<PairRecorder> {
  const { out } = config.log;
  const redactions = redactionsOf(config);
  const key = config.shadow.keyEnv === undefined ? null : (process.env[config.shadow.keyEnv] ?? null);
  const sameServer = new URL(config.shadow.url).origin === new URL(config.prod.url).origin;
  const phases = config.phases.length > 0 ? config.phases : [{ rate: config.sample.rate }];
  const earlier = await readCoverage(out);
  const ledger = coverageLedger(earlier?.windows);
  const budget = createBudget(config.budget, earlier?.spent ?? { usd: 0, requests: 0, unpriced: 0 });
  const startedAt = earlier?.startedAt ?? Date.now();
  let phase = earlier ? resumed(earlier.phase, phases.length) : phaseAt(0, Date.now());
  let paused = false;
  let closed: string | null = null;
  let underWay = 0;
  let stopping = false;
  let toldLateAt = -Infinity;
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS });
  delay.enable();
  const open = new Map<number, Open>();
  const toWrite: Settled[] = [];
  let writing: Promise<void> = Promise.resolve();
  const shadow = mirrorTarget({
    url: config.shadow.url,
    timeoutMs: config.shadow.timeout,
    maxBytes: config.shadow.maxAnswer,
    maxRate: config.shadow.maxRate,
    connections: config.shadow.concurrency,
  });
  const prod = mirrorTarget({
    url: config.prod.url,
    timeoutMs: config.shadow.timeout,
    maxBytes: config.limits.maxBody,
    maxRate: config.shadow.maxRate,
    connections: config.shadow.concurrency,
  });
  let doneIds: number[] = [];
  const settledBuckets: CoverageBucket[] = [];
  const writer = await openLogWriter({
    path: out,
    maxSize: config.log.maxSize,
    maxAgeMs: config.log.maxAge,
    gzip: config.log.gzip,
    syncMs: config.log.sync,
    onNotice: (text) => post({ kind: 'notice', text }),
    onSettled: (lines, kept) => {
      for (const bucket of settledBuckets.splice(0, lines)) ledger.add(bucket, kept ? 'logged' : 'lost');
    },
  });

  function begin(request: MirroredRequest): void {
    const { bucket, id } = request;
    const body = parsedBody(request.body);
    const asked = readRequest(body);
    const skip = asked.unsafe !== null;
    const full = underWay >= config.shadow.concurrency;
    closed = budget.closedBecause(Date.now());
    ledger.add(bucket, 'eligible');
    ledger.add(bucket, 'sampled');
    if (skip || full || closed !== null || stopping) {
      ledger.add(bucket, skip ? 'skipped' : 'shed');
      done(id);
      return;
    }
    const again = unitHash(`rerun:${request.requestId}`) < config.reruns;
    const entry: Open = { request, asked, prod: null, shadow: null, rerun: again ? null : undefined };
    open.set(id, entry);
    ledger.add(bucket, 'sent');
    underWay++;
    budget.begin();
    void shadow.call(shadowRequest(request, body)).then((result) => {
      underWay--;
      entry.shadow = result;
      settled(entry);
    });
    if (!again) return;
    ledger.add(bucket, 'reruns');
    budget.begin();
    void prod.call(rerunRequest(request)).then((result) => {
      entry.rerun = result;
      settled(entry);
    });
  }

  function shadowRequest(request: MirroredRequest, parsed: unknown) {
    const { model, body, headers, forwardCredentials } = config.shadow;
    const changes = { ...(model !== undefined && { model }), ...body };
    const changed = Object.keys(changes).length > 0 && isRecord(parsed);
    const sent = changed
      ? new TextEncoder().encode(JSON.stringify(withFields(parsed, changes)))
      : request.body;
    return {
      method: request.method,
      path: request.path,
      body: sent,
      headers: mirrorHeaders(request.headers, {
        host: shadow.host,
        bytes: sent.length,
        requestId: request.requestId,
        credentials: sameServer || forwardCredentials,
        key,
        changes: headers,
      }),
    };
  }

  function rerunRequest({ method, path, headers, body, requestId }: MirroredRequest) {
    const options = {
      host: prod.host,
      bytes: body.length,
      requestId,
      credentials: true,
      key: null,
      changes: {},
    };
    return { method, path, body, headers: mirrorHeaders(headers, options) };
  }

  /** Takes a pair whose calls have all ended into the line of those to be written. */
  function settled({ request, asked, prod: outcome, shadow: mirrored, rerun }: Open): void {
    if (outcome === null || mirrored === null || rerun === null || !open.delete(request.id)) return;
    toWrite.push({ request, asked, outcome, mirrored, rerun });
    if (toWrite.length === 1) writing = writeAll();
  }

  /** One pair between two turns of the event loop: answers that arrive meanwhile are timed when they arrive. */
  async function writeAll(): Promise<void> {
    for (let next = toWrite[0]; next; toWrite.shift(), next = toWrite[0]) {
      await write(next).catch((error: unknown) => {
        post({ kind: 'notice', text: `A pair was not recorded: ${reasonOf(error)}` });
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function write({ request, asked, outcome, mirrored, rerun }: Settled): Promise<void> {
    const { bucket } = request;
    try {
      const shadowCall = await callOf(mirrored, shadow.host, config.shadow.prices);
      const rerunCall = rerun === undefined ? null : await callOf(rerun, prod.host, config.prod.prices);
      budget.end(shadowCall.costUsd);
      if (rerunCall) budget.end(rerunCall.costUsd);
      const timedOut = 'timedOut' in mirrored && mirrored.timedOut;
      ledger.add(bucket, timedOut ? 'timedOut' : shadowCall.answer.error === null ? 'answered' : 'failed');
      const prodCall = outcome === 'abandoned' ? null : await prodCallOf(outcome);
      if (prodCall === null) {
        ledger.add(bucket, 'abandoned');
        return;
      }
      phase = withSettled(phase, {
        prod: prodCall.answer.error !== null,
        shadow: shadowCall.answer.error !== null,
      });
      const record = captureRecord({
        requestId: request.requestId,
        at: bucket.at,
        request: asked,
        prod: prodCall,
        shadow: shadowCall,
        rerun: config.reruns > 0 ? rerunCall : undefined,
        tags: tagsOf(request, asked),
        trace: traceOf(headerOf(request.headers, 'traceparent')),
      });
      settledBuckets.push(bucket);
      writer.append(toJsonLine({ ...redact(record, redactions), request_id: request.requestId }));
    } finally {
      done(request.id);
    }

    async function callOf(
      result: MirrorResult,
      server: string,
      prices: Prices | undefined,
    ): Promise<CapturedCall> {
      const { latencyMs, ttftMs, status } = result;
      const answer = 'error' in result ? { ...NO_ANSWER, error: result.error } : await read(result);
      return { answer, status, latencyMs, ttftMs: streamed(ttftMs), costUsd: costOf(answer, prices), server };
    }

    /** Null when production's answer was too long to be recorded. */
    async function prodCallOf(
      settled: Exclude<ProdOutcome['outcome'], 'abandoned'>,
    ): Promise<CapturedCall | null> {
      if ('error' in settled)
        return {
          answer: { ...NO_ANSWER, error: settled.error },
          status: null,
          latencyMs: settled.latencyMs,
          ttftMs: null,
          costUsd: null,
          server: prod.host,
        };
      if (settled.body === null) return null;
      const answer = await read({
        status: settled.status,
        contentType: headerOf(settled.headers, 'content-type') ?? '',
        encoding: headerOf(settled.headers, 'content-encoding'),
        body: settled.body,
      });
      return {
        answer,
        status: settled.status,
        latencyMs: settled.latencyMs,
        ttftMs: streamed(settled.ttftMs),
        costUsd: costOf(answer, config.prod.prices),
        server: prod.host,
      };
    }

    async function read(response: {
      status: number;
      contentType: string;
      encoding: string | undefined;
      body: Uint8Array;
    }) {
      try {
        const text = await decodeContent(response.body, response.encoding, config.limits.maxBody * 8);
        return readAnswer({
          status: response.status,
          contentType: response.contentType,
          body: text,
          path: request.answerPath,
        });
      } catch (error) {
        return { ...NO_ANSWER, error: `unreadable answer: ${reasonOf(error)}` };
      }
    }

    /** Of an answer in one piece the first byte says nothing about its first token. */
    function streamed(ttftMs: number | null): number | null {
      return asked.streams ? ttftMs : null;
    }
  }

  function tagsOf(request: MirroredRequest, asked: CapturedRequest): Map<string, string> {
    const read = reader(request.headers, request.body);
    const tags = new Map([['route', request.bucket.route]]);
    if (phases.length > 1) tags.set('phase', String(request.bucket.phase + 1));
    tags.set('stream', String(asked.streams));
    for (const [name, source] of Object.entries(config.tags)) {
      const value = read(source);
      if (value !== undefined) tags.set(name, value);
    }
    for (const [name, source] of Object.entries(config.hashedTags)) {
      const value = read(source);
      if (value !== undefined) tags.set(name, hashed(`${config.sample.salt}:${value}`));
    }
    return tags;
  }

  function done(id: number): void {
    if (doneIds.push(id) > 1) return;
    setTimeout(() => {
      post({ kind: 'done', ids: doneIds });
      doneIds = [];
    }, DONE_EVERY_MS);
  }

  function stopped(): string | null {
    return paused ? 'paused' : closed;
  }

  function coverage(): RecorderStatus['coverage'] {
    const rate = phases[phase.index]!.rate;
    return {
      gnomonCapture: 1,
      log: basename(out),
      startedAt,
      updatedAt: Date.now(),
      sampledBy: config.sample.by === 'random' ? 'random' : Object.entries(config.sample.by)[0]!.join(' '),
      phase: { ...phase, of: phases.length, rate },
      spent: budget.spent,
      limits: {
        usd: config.budget.usd ?? null,
        requests: config.budget.requests ?? null,
        until: config.budget.until ?? null,
      },
      stopped: stopped(),
    };
  }

  function report(): void {
    closed = budget.closedBecause(Date.now());
    const { bytes, rotations, problem } = writer;
    const lateMs = lateness();
    post({
      kind: 'status',
      status: {
        coverage: coverage(),
        totals: ledger.totals(),
        log: { bytes, rotations, problem },
        underWay,
        lateMs,
      },
    });
  }

  /** Production goes first; where it leaves no processor, what is measured here is no measure of the shadow. */
  function lateness(): number {
    const lateMs = Math.max(0, delay.max / 1e6 - LOOK_MS);
    delay.reset();
    const now = performance.now();
    if (lateMs > LATE_MS && now - toldLateAt > TELL_LATE_EVERY_MS) {
      toldLateAt = now;
      post({
        kind: 'notice',
        text: `The recorder got no processor for ${Math.round(lateMs)} ms: the shadow's latencies look longer than they are. Give this machine more processors, or sample less.`,
      });
    }
    return lateMs;
  }

  function advance(): void {
    if (phase.index + 1 >= phases.length) return;
    phase = phaseAt(phase.index + 1, Date.now());
    post({
      kind: 'notice',
      text: `Phase ${phase.index + 1} of ${phases.length}: ${phases[phase.index]!.rate * 100} % are mirrored.`,
    });
  }

  let saving: Promise<void> = Promise.resolve();
  let saved = '';
  /** The counts go to disk whole and after the lines that they count. */
  async function saveCoverage(): Promise<void> {
    const { updatedAt, ...rest } = coverage();
    const state = { ...rest, windows: ledger.windows() };
    const text = JSON.stringify(state);
    if (text === saved) return;
    const bytes = new TextEncoder().encode(`${JSON.stringify({ ...state, updatedAt })}\n`);
    await realDisk.writeAtomically(coverageFileOf(out), bytes).then(
      () => (saved = text),
      () => {},
    );
  }

  const statusTimer = setInterval(() => {
    const now = Date.now();
    const current = phases[phase.index]!;
    if (isPhaseDone(current, phase, now)) advance();
    report();
  }, STATUS_EVERY_MS);
  const saveTimer = setInterval(() => (saving = saving.then(saveCoverage)), config.log.sync);
  report();

  return {
    begin,
    settle({ id, outcome }) {
      const entry = open.get(id);
      if (!entry) return;
      entry.prod = outcome;
      settled(entry);
    },
    addCounts(counts) {
      for (const { bucket, name, by } of counts) ledger.add(bucket, name, by);
    },
    control(action) {
      if (action === 'next-phase') advance();
      else paused = action === 'pause';
      report();
    },
    async stop() {
      stopping = true;
      const until = Date.now() + Math.min(DRAIN_MS, config.shadow.timeout);
      while (open.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.all([shadow.close(), prod.close()]);
      await writing;
      clearInterval(statusTimer);
      clearInterval(saveTimer);
      delay.disable();
      await writer.close();
      await saving;
      await saveCoverage();
      report();
    },
  };
}

function resumed<State extends { index: number }>(state: State, phases: number): State {
  return { ...state, index: Math.min(state.index, phases - 1) };
}

function parsedBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function hashed(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}
