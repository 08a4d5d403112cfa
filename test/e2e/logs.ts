import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';

export interface ArmFields {
  model?: string;
  response?: string | null;
  error?: string | null;
  latency_ms?: number | undefined;
  [field: string]: unknown;
}

export interface PairFields {
  request_id?: string;
  prod?: ArmFields;
  shadow?: ArmFields;
  [field: string]: unknown;
}

const CITIES = ['Lisbon', 'Turin', 'Ghent', 'Oulu', 'Graz'];

/** One record in the nested form; every figure follows from its number. */
export function pair(index: number, fields: PairFields = {}): PairFields {
  const city = CITIES[index % CITIES.length];
  const { prod, shadow, ...common } = fields;
  return {
    request_id: `q-${index}`,
    timestamp: new Date(Date.UTC(2026, 4, 1, 0, index)).toISOString(),
    prompt: `Does the night train to ${city} take bicycles?`,
    ...common,
    prod: {
      model: 'conductor-1',
      response: `Yes, the train to ${city} has ${index % 7} places for bicycles.`,
      error: null,
      latency_ms: 400 + ((index * 37) % 300),
      tokens_in: 20,
      tokens_out: 12 + (index % 5),
      cost_usd: 0.0004,
      ...prod,
    },
    shadow: {
      model: 'conductor-2',
      response: `Yes, the train to ${city} has ${index % 3 === 0 ? index % 7 : 'some'} places for bicycles.`,
      error: null,
      latency_ms: 380 + ((index * 53) % 300),
      tokens_in: 20,
      tokens_out: 9 + (index % 5),
      cost_usd: 0.0001,
      ...shadow,
    },
  };
}

/** `count` pairs, each changed by `change` where it gives fields. */
export function pairs(count: number, change: (index: number) => PairFields = () => ({})): PairFields[] {
  return Array.from({ length: count }, (_, index) => pair(index, change(index)));
}

/** Twelve records of a log of one arm, with ids from `t<first>` on. */
export function armRecords(model: string, first: number, latency: number): object[] {
  return Array.from({ length: 12 }, (_, index) => ({
    request_id: `t${first + index}`,
    model,
    response: 'yes',
    latency_ms: latency + index,
  }));
}

/** Writes JSON Lines: objects as JSON, texts as they are. Gives the path. */
export async function writeLog(path: string, lines: readonly (object | string)[]): Promise<string> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  await writeFile(path, `${text}\n`);
  return path;
}

/** Writes a log of many pairs in the flat form, about 150 bytes each, without holding it in memory. Gives the path. */
export async function writeCompactLog(path: string, count: number): Promise<string> {
  const file = createWriteStream(path);
  for (let index = 0; index < count; index += 1) {
    const line = {
      request_id: `q-${index}`,
      prod_response: `platform ${index % 11}`,
      shadow_response: `platform ${index % 10}`,
      prod_latency_ms: 400 + ((index * 37) % 300),
      shadow_latency_ms: 380 + ((index * 53) % 300),
    };
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return path;
}
