import { Hono } from 'hono';
import * as v from 'valibot';
import { REPORT_FORMATS, REPORT_FORMAT_NAMES, REPORT_REDACTION } from '@core/model/report';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { writeReport } from '../../engine/make-report';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';

const QuerySchema = v.object({
  format: v.optional(v.picklist(REPORT_FORMAT_NAMES, 'there is no such report format'), 'html'),
  /** Whether addresses, phone numbers and keys are replaced in what is quoted. */
  redact: v.optional(v.picklist(['usual', 'none'], 'redact is "usual" or "none"'), 'usual'),
});

const REDACTION = { usual: REPORT_REDACTION, none: null } as const;

/** The report as a file of each format. */
export function reportRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono();

  routes.get('/workspaces/:id/report', async (context) => {
    const { format, redact } = parseRequest(QuerySchema, context.req.query());
    const path = await workspacePath(engine, context.req.param('id'));
    const { type, ending } = REPORT_FORMATS[format];
    const body = await firstPart((write) =>
      writeReport(engine, path, {
        format,
        write,
        by: 'report from the window',
        redaction: REDACTION[redact],
        signal: context.req.raw.signal,
      }),
    );
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="gnomon-report.${ending}"`,
      },
    });
  });

  return routes;
}

/**
 * A stream of what `produce` writes. Resolves with the first part, so that an error before it is answered as an error
 * and not as a file that breaks off.
 */
function firstPart(
  produce: (write: (chunk: string | Uint8Array) => Promise<void>) => Promise<void>,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  return new Promise((resolve, reject) => {
    produce(async (chunk) => {
      resolve(readable);
      await writer.write(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
    }).then(
      () => {
        resolve(readable);
        writer.close().catch(() => {});
      },
      (error: unknown) => {
        reject(error as Error);
        writer.abort(error).catch(() => {});
      },
    );
  });
}
