import type { Protocol } from 'electron';
import { AppError } from '@core/model/app-error';
import { failureResponse } from '../bridge/failure-response';
import { isOurs, SCHEME } from './origin';

const READ_METHODS = ['GET', 'HEAD'];
const API_METHODS = [...READ_METHODS, 'POST', 'PUT', 'DELETE'];

/** Makes app: a secure scheme with an origin of its own. Only possible before the app is ready. */
export function registerAppScheme(protocol: Protocol): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Answers the pages' requests: those to our own host, with a clean path and a known method, go to the engine. */
export function handleAppScheme(protocol: Protocol, fetch: (request: Request) => Promise<Response>): void {
  protocol.handle(SCHEME, async (request) => refusalOf(request) ?? (await fetch(request)));
}

function refusalOf(request: Request): Response | null {
  const { pathname } = new URL(request.url);
  if (!isOurs(request.url)) return refuse(request, 404, 'not-found');
  if (!isCleanPath(pathname)) return refuse(request, 400, 'usage');
  const methods = pathname.startsWith('/api/') ? API_METHODS : READ_METHODS;
  return methods.includes(request.method) ? null : refuse(request, 405, 'usage');
}

/** False for a path that could mean a place outside its root once it is decoded. */
function isCleanPath(pathname: string): boolean {
  try {
    const decoded = decodeURIComponent(pathname);
    return !decoded.includes('\0') && !decoded.split(/[\\/]/).includes('..');
  } catch {
    return false;
  }
}

function refuse(request: Request, status: number, kind: 'usage' | 'not-found'): Response {
  const message = 'This address is not one of Gnomon.';
  return failureResponse(request, status, new AppError(kind, { message, where: request.url }));
}
