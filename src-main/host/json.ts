import { toWireJson } from '@core/model/infinite-json';

/** An answer as JSON, infinite bounds included. */
export function json(value: unknown): Response {
  return new Response(toWireJson(value), { headers: { 'content-type': 'application/json' } });
}
