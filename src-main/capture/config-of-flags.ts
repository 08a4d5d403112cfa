import { type CaptureConfig, parseCaptureConfig } from '@core/capture/capture-config';
import { withFields } from '@core/capture/json-path';

/** Options of `gnomon capture`, as commander gives them. */
export interface CaptureFlags {
  prod?: string;
  shadow?: string;
  out?: string;
  config?: string;
  sample?: string;
  sampleBy?: string;
  shadowModel?: string;
  shadowKeyEnv?: string;
  reruns?: string;
  port?: string;
  host?: string;
  adminPort?: string;
  budget?: string;
  maxRequests?: string;
  until?: string;
}

/** Where an option goes in the configuration, and how it is read. */
const FIELDS: Readonly<
  Record<Exclude<keyof CaptureFlags, 'config'>, [path: string, read: (text: string) => unknown]>
> = {
  prod: ['prod.url', String],
  shadow: ['shadow.url', String],
  out: ['log.out', String],
  sample: ['sample.rate', String],
  sampleBy: ['sample.by', readSource],
  shadowModel: ['shadow.model', String],
  shadowKeyEnv: ['shadow.keyEnv', String],
  reruns: ['reruns', String],
  port: ['listen.port', Number],
  host: ['listen.host', String],
  adminPort: ['admin.port', Number],
  budget: ['budget.usd', Number],
  maxRequests: ['budget.requests', Number],
  until: ['budget.until', String],
};

/**
 * The configuration with the options laid over it.
 * @throws AppError('usage') that names the field
 */
export function captureConfigOf(flags: CaptureFlags, file: Record<string, unknown>): CaptureConfig {
  const given = Object.entries(FIELDS).flatMap(([flag, [path, read]]) => {
    const text = flags[flag as keyof typeof FIELDS];
    return text === undefined ? [] : [[path, read(text)] as const];
  });
  return parseCaptureConfig(withFields(file, Object.fromEntries(given)), flags.config ?? 'the options');
}

/** "random", "header:x-user-id" or "body:user". */
function readSource(text: string): unknown {
  const [kind, ...name] = text.split(':');
  return kind === 'header' || kind === 'body' ? { [kind]: name.join(':') } : text;
}
