import * as v from 'valibot';
import { AppError } from '../model/app-error';
import { parseDuration, parseShare, parseSize } from '../model/duration';

const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
const count = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
);
const port = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must be 0 to 65535'),
  v.maxValue(65_535, 'must be 0 to 65535'),
);
const usd = v.pipe(v.number('must be a number'), v.minValue(0, 'must be at least 0'));

/** A share as a number (0.25) or a text ("25%"). */
const share = v.union(
  [v.pipe(v.number(), v.minValue(0), v.maxValue(1)), parsed(parseShare)],
  'must be a share from 0 to 1, or a percentage such as "25%"',
);
/** ms, as a number or a text such as "30s". */
const duration = v.union(
  [v.pipe(v.number(), v.minValue(0)), parsed(parseDuration)],
  'must be a duration such as "500ms", "30s", "15m", "24h"',
);
/** Bytes, as a number or a text such as "256MB". */
const size = v.union(
  [v.pipe(v.number(), v.minValue(1)), parsed(parseSize)],
  'must be a size such as "256MB"',
);
const moment = v.pipe(
  v.string('must be a date such as "2026-12-31T18:00:00Z"'),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'must be a date such as "2026-12-31T18:00:00Z"'),
  v.transform((value) => Date.parse(value)),
);
const url = v.pipe(
  v.string('must be an address'),
  v.regex(/^https?:\/\/[^\s/]+/, 'must be an address such as "https://api.example.com"'),
  v.transform((value) => value.replace(/\/+$/, '')),
);

/** Where a value of a request is found: a header, or a field of its JSON body by dotted path. */
const SourceSchema = v.union(
  [v.strictObject({ header: text }), v.strictObject({ body: text })],
  'must be {"header": NAME} or {"body": PATH}',
);
export type ValueSource = v.InferOutput<typeof SourceSchema>;

/** US dollars for a million tokens. */
const PricesSchema = v.strictObject({ input: usd, output: usd });
export type Prices = v.InferOutput<typeof PricesSchema>;

const RouteSchema = v.strictObject({
  /** Path, in which * stands for anything. */
  path: text,
  methods: v.optional(v.array(text), ['POST']),
  /** Share that is mirrored in place of the phase's. */
  rate: v.optional(share),
  /** Where the answer's text stands in a JSON answer of a kind of its own, by dotted path. */
  answer: v.optional(text),
});
export type Route = v.InferOutput<typeof RouteSchema>;

const PhaseSchema = v.strictObject({
  rate: share,
  /** When the next phase begins: all that is named must hold. Absent: this phase stays. */
  until: v.optional(
    v.strictObject({
      after: v.optional(duration),
      /** Requests that the shadow has settled in this phase. */
      settled: v.optional(count),
      /** Largest excess of the shadow's error rate over production's that the phase may leave possible. */
      errorExcessBelow: v.optional(
        v.pipe(
          v.number('must be a number'),
          v.gtValue(0, 'must be above 0'),
          v.maxValue(1, 'must be at most 1'),
        ),
      ),
    }),
  ),
});
export type Phase = v.InferOutput<typeof PhaseSchema>;

const DEFAULT_ROUTES = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/responses',
  '/v1/messages',
  '/chat/completions',
  '/api/chat',
  '/api/generate',
].map((path) => ({ path }));

export const CaptureConfigSchema = v.strictObject({
  listen: v.optional(
    v.strictObject({ host: v.optional(text, '127.0.0.1'), port: v.optional(port, 8080) }),
    {},
  ),
  /** Health, metrics and control; on 127.0.0.1 only. */
  admin: v.optional(v.strictObject({ port: v.optional(port, 9464) }), {}),
  prod: v.strictObject({ url, prices: v.optional(PricesSchema) }),
  shadow: v.strictObject({
    url,
    model: v.optional(text),
    /** Name of the environment variable that holds the key. */
    keyEnv: v.optional(text),
    /** Set or, with null, removed. */
    headers: v.optional(v.record(v.string(), v.nullable(v.string())), {}),
    /** Fields of the JSON body by dotted path: set or, with null, removed. */
    body: v.optional(v.record(v.string(), v.unknown()), {}),
    prices: v.optional(PricesSchema),
    timeout: v.optional(duration, 60_000),
    concurrency: v.optional(count, 32),
    maxAnswer: v.optional(size, 4 * 1024 ** 2),
    /** Bytes of all its answers that are read in a second: a flood would take the line and the processor from production. */
    maxRate: v.optional(size, 32 * 1024 ** 2),
    /** Send production's credentials to the shadow although it is another server. */
    forwardCredentials: v.optional(v.boolean(), false),
  }),
  routes: v.optional(v.pipe(v.array(RouteSchema), v.minLength(1, 'must name a route')), DEFAULT_ROUTES),
  /** Paths that are never mirrored, in which * stands for anything. */
  exclude: v.optional(v.array(text), []),
  sample: v.optional(
    v.strictObject({
      rate: v.optional(share, 1),
      /** What decides: chance, or the same value always in or always out. */
      by: v.optional(
        v.union([v.literal('random'), SourceSchema], 'must be "random", {"header": NAME} or {"body": PATH}'),
        'random',
      ),
      /** Changes which keys are in. */
      salt: v.optional(v.string(), 'gnomon'),
      /** Rates of requests by the value of a tag; the first that fits. */
      tags: v.optional(v.array(v.strictObject({ tag: text, value: text, rate: share })), []),
    }),
    {},
  ),
  /** Requests before the first is mirrored: connections and caches of a fresh production are no measure. */
  warmup: v.optional(
    v.strictObject({ requests: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0) }),
    {},
  ),
  phases: v.optional(v.array(PhaseSchema), []),
  /** Share of the mirrored requests that production answers a second time: how much it differs from itself. */
  reruns: v.optional(share, 0),
  budget: v.optional(
    v.strictObject({ usd: v.optional(usd), requests: v.optional(count), until: v.optional(moment) }),
    {},
  ),
  /** Tags of a pair, by name. */
  tags: v.optional(v.record(v.string(), SourceSchema), {}),
  /** Tags written as a salted hash: the same person stays one, and is not named. */
  hashedTags: v.optional(v.record(v.string(), SourceSchema), { user: { body: 'user' } }),
  log: v.strictObject({
    out: text,
    maxSize: v.optional(size, 256 * 1024 ** 2),
    maxAge: v.optional(duration, 86_400_000),
    gzip: v.optional(v.boolean(), true),
    sync: v.optional(duration, 1000),
  }),
  redact: v.optional(
    v.strictObject({
      /** Keys and tokens, e-mail addresses, card and account numbers. */
      defaults: v.optional(v.boolean(), true),
      patterns: v.optional(v.array(v.strictObject({ name: text, regex: text })), []),
    }),
    {},
  ),
  limits: v.optional(
    v.strictObject({
      /** Longest request or answer of production that is recorded. */
      maxBody: v.optional(size, 4 * 1024 ** 2),
      /** Bytes that may wait for recording; beyond that requests are shed. */
      maxWaiting: v.optional(size, 64 * 1024 ** 2),
    }),
    {},
  ),
});

/** What a capture does: from a JSON file, with the command line's options laid over it. */
export type CaptureConfig = v.InferOutput<typeof CaptureConfigSchema>;

/** @throws AppError('usage') that names the field */
export function parseCaptureConfig(input: unknown, where: string): CaptureConfig {
  const result = v.safeParse(CaptureConfigSchema, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? 'the configuration';
  const unknown = issue.type === 'strict_object' && issue.expected === 'never';
  throw new AppError('usage', {
    message: unknown
      ? `The setting ${field} does not exist.`
      : `${field} ${issue.message.startsWith('must') ? issue.message : 'is missing or of the wrong kind'}.`,
    where,
    remedy: 'see the example configuration in docs/capture.md',
  });
}

function parsed(parse: (text: string) => number | null) {
  return v.pipe(
    v.string(),
    v.check((value) => parse(value) !== null),
    v.transform((value) => parse(value)!),
  );
}
