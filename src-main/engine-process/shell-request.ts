import * as v from 'valibot';

/** A scheme of its own: pages can only ask for app: addresses, so none can forge these requests. */
const REGISTER_LOGS = 'shell://engine/api/logs';

const pathsSchema = v.array(v.string());

/** The request by which the shell hands log files, by absolute path, to the engine. It answers LogRef[]. */
export function registerLogsRequest(paths: readonly string[]): Request {
  return new Request(REGISTER_LOGS, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(paths),
  });
}

/** The paths in such a request; null for any other request. */
export async function readRegisterLogs(request: Request): Promise<string[] | null> {
  return request.url === REGISTER_LOGS ? v.parse(pathsSchema, await request.json()) : null;
}

const ADD_MODEL = 'shell://engine/api/models';

/** The request by which the shell hands the folder of an encoder to the engine. It answers {id}. */
export function addModelRequest(path: string): Request {
  return new Request(ADD_MODEL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(path),
  });
}

/** The path in such a request; null for any other request. */
export async function readAddModel(request: Request): Promise<string | null> {
  return request.url === ADD_MODEL ? v.parse(v.string(), await request.json()) : null;
}
