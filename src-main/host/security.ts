import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '@core/model/app-error';
import { errorResponse } from './error-response';

const TOKEN_HEADER = 'x-gnomon-token';

/** No inline script or style, nothing from elsewhere. `data:` images are the icons inside stylesheets. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  const headers = context.res.headers;
  headers.set('content-security-policy', CSP);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-embedder-policy', 'require-corp');
  headers.set('cross-origin-resource-policy', 'same-origin');
};

/**
 * For the browser host: the Host header must name this machine (DNS rebinding), a foreign Origin is refused,
 * and every API call carries the run's token.
 */
export function onlyThisMachine(token: string): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host))
      return refused('This address is not served here.');
    if (origin !== undefined && origin !== `http://${host}`)
      return refused('Requests from other sites are refused.');
    if (context.req.path.startsWith('/api/') && !sameToken(context.req.header(TOKEN_HEADER) ?? '', token))
      return refused('This page does not belong to the running Gnomon. Open the address that it printed.');
    return next();
  };
}

function refused(message: string): Response {
  return errorResponse(new AppError('read-only', { message }));
}

function sameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
