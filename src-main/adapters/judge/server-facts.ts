import { isLocal } from './is-local';
import { openJudgeFetch } from './judge-fetch';

/** What a server of OpenAI's protocol says of itself; null where it does not. */
interface ServerFacts {
  /** Requests that it works on at a time. */
  slots: number | null;
  /** Tokens that fit into the context of the model, prompt and answer together. */
  context: number | null;
}

const NOTHING: ServerFacts = { slots: null, context: null };
/** A set-up is counted anew with every change: what a server said holds this long, ms. */
const KEPT_MS = 30_000;
const TIMEOUT_MS = 1500;

const kept = new Map<string, { at: number; facts: Promise<ServerFacts> }>();

/**
 * Asks a compatible server for its slots and context: llama.cpp's `/props`, LM Studio's `/api/v0/models`, and what vLLM,
 * llama.cpp and gateways add to the list of models. Nothing of a log is sent. Never throws.
 */
export function serverFacts(
  { baseUrl, model }: { baseUrl: string; model: string },
  key: string | null,
): Promise<ServerFacts> {
  const name = `${baseUrl} ${model} ${key === null}`;
  const held = kept.get(name);
  if (held && Date.now() - held.at < KEPT_MS) return held.facts;
  kept.clear();
  const facts = askServer(baseUrl, model, key).catch(() => NOTHING);
  kept.set(name, { at: Date.now(), facts });
  return facts;
}

async function askServer(baseUrl: string, model: string, key: string | null): Promise<ServerFacts> {
  const network = openJudgeFetch(baseUrl);
  const get = async (url: string): Promise<unknown> => {
    try {
      const response = await network.fetch(url, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: key === null ? {} : { authorization: `Bearer ${key}` },
      });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  };
  try {
    const { origin } = new URL(baseUrl);
    const local = isLocal(baseUrl);
    const [props, studio, models] = await Promise.all([
      local ? get(`${origin}/props`) : null,
      local ? get(`${origin}/api/v0/models`) : null,
      get(`${baseUrl.replace(/\/+$/, '')}/models`),
    ]);
    return {
      slots: count(at(props, 'total_slots')),
      context:
        count(at(props, 'default_generation_settings', 'n_ctx')) ??
        contextIn(entryOf(studio, model)) ??
        contextIn(entryOf(models, model)),
    };
  } finally {
    await network.close();
  }
}

/** LM Studio, vLLM, OpenRouter, Groq, and llama.cpp, which says what the model was trained with. */
function contextIn(entry: unknown): number | null {
  return (
    count(at(entry, 'loaded_context_length')) ??
    count(at(entry, 'max_model_len')) ??
    count(at(entry, 'context_length')) ??
    count(at(entry, 'context_window')) ??
    count(at(entry, 'max_context_length')) ??
    count(at(entry, 'meta', 'n_ctx')) ??
    count(at(entry, 'meta', 'n_ctx_train'))
  );
}

function entryOf(list: unknown, model: string): unknown {
  const entries = at(list, 'data');
  return Array.isArray(entries) ? entries.find((entry) => at(entry, 'id') === model) : null;
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : null,
    value,
  );
}

function count(value: unknown): number | null {
  return typeof value === 'number' && value >= 1 ? Math.floor(value) : null;
}
