import { hash } from 'node:crypto';
import * as v from 'valibot';
import { checkTemplate } from '@core/judge/build-prompt';
import { findPrice } from '@core/judge/prices';
import type { JudgeRequest } from '@core/model/api/judge';
import { AppError } from '@core/model/app-error';
import { type JudgeConfiguration, JudgeConfigurationSchema } from '@core/model/judge';
import {
  type AppliedPrice,
  type Disclosure,
  type JudgeRunSettings,
  RunSettingsSchema,
} from '@core/model/judge-run';
import type { PromptTools } from '@core/engine/judge/judge-games';
import { openTokenCounter, type TokenCounter } from '../../adapters/judge/count-tokens';
import { isLocal } from '../../adapters/judge/is-local';
import { baseUrlOf } from '../../adapters/judge/open-judge';
import { readConsent, readPrices } from './judge-files';

/** Part of each configuration's hash: a change of how prompts are built makes new judgements of it. */
const PROMPT_VERSION = 1;

/** A request to judge with its defaults filled in, and what belongs to it. */
export interface JudgeSetup {
  configuration: JudgeConfiguration;
  settings: JudgeRunSettings;
  config: string;
  price: AppliedPrice | null;
  counter: TokenCounter;
  disclosure: Disclosure | null;
}

/** @throws AppError('usage') naming the setting that can't be used */
export async function setUp(request: JudgeRequest): Promise<JudgeSetup> {
  const configuration = parse(JudgeConfigurationSchema, request.configuration, 'configuration');
  const settings = parse(RunSettingsSchema, request.settings ?? {}, 'settings');
  checkTemplate(configuration);
  return {
    configuration,
    settings,
    config: sha256(JSON.stringify([PROMPT_VERSION, configuration])).slice(0, 16),
    price: await priceOf(configuration),
    counter: await openTokenCounter(configuration),
    disclosure: await disclosureOf(configuration),
  };
}

export function toolsOf(
  { configuration, config, counter }: JudgeSetup,
  { workspace, counted }: Pick<PromptTools, 'workspace' | 'counted'>,
): PromptTools {
  return { configuration, config, workspace, sha256, countTokens: counter.count, counted };
}

function sha256(text: string): string {
  return hash('sha256', text);
}

async function priceOf(configuration: JudgeConfiguration): Promise<AppliedPrice | null> {
  const table = await readPrices();
  const listed = findPrice(table, configuration);
  if (listed) return { ...listed, asOf: table.asOf, from: 'table' };
  if (!isLocal(baseUrlOf(configuration))) return null;
  const { provider, model } = configuration;
  return { provider, model, input: 0, output: 0, batchFactor: 1, asOf: table.asOf, from: 'local' };
}

async function disclosureOf(configuration: JudgeConfiguration): Promise<Disclosure | null> {
  const baseUrl = baseUrlOf(configuration);
  if (isLocal(baseUrl)) return null;
  const destination = new URL(baseUrl).origin;
  const { emails, phones, keys, patterns } = configuration.redaction;
  const redacted = [
    emails && 'e-mail addresses',
    phones && 'phone numbers',
    keys && 'keys and passwords',
    patterns.length > 0 && 'your own patterns',
  ].filter(Boolean);
  const what = [
    'the request',
    configuration.conversation && 'its conversation',
    'both outputs',
    configuration.reference !== null && 'the reference answer',
  ].filter(Boolean);
  return {
    destination,
    statement: `For each judged pair ${what.join(', ')} and your rubric are sent to ${destination}; ${
      redacted.length > 0 ? `${redacted.join(', ')} are replaced before` : 'nothing is replaced before'
    }. Request ids, tags, latencies and the names of the models are not sent.`,
    consentedAt: (await readConsent())[destination] ?? null,
  };
}

function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  what: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  throw new AppError('usage', { message: `${what}${path ? `.${path}` : ''}: ${issue.message}` });
}
