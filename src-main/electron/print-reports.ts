import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { AppError } from '@core/model/app-error';
import { failureResponse } from '../bridge/failure-response';

type Fetch = (request: Request) => Promise<Response>;

/**
 * Answers requests for a report as PDF by printing the engine's HTML in the shell; all else goes to the engine as it
 * is. Electron brings a Chromium, so that no other browser is needed.
 */
export function printingReports(
  fetch: Fetch,
  print: (html: string) => Promise<Uint8Array> = printPage,
): Fetch {
  return async (request) => {
    const url = new URL(request.url);
    if (!/^\/api\/workspaces\/[^/]+\/report$/.test(url.pathname) || url.searchParams.get('format') !== 'pdf')
      return fetch(request);
    url.searchParams.set('format', 'html');
    const page = await fetch(new Request(url, { headers: request.headers, signal: request.signal }));
    if (!page.ok) return page;
    try {
      const pdf = await print(await page.text());
      return new Response(pdf as Uint8Array<ArrayBuffer>, {
        headers: {
          'content-type': 'application/pdf',
          'content-disposition': 'attachment; filename="gnomon-report.pdf"',
        },
      });
    } catch (thrown) {
      return failureResponse(
        request,
        500,
        new AppError('internal', {
          message: 'The report could not be printed.',
          cause: thrown instanceof Error ? thrown.message : String(thrown),
          remedy: 'save the report as HTML and print it from a browser',
        }),
      );
    }
  };
}

/** Prints a self-contained page in a window of its own that is never shown, runs no script and reaches nothing. */
async function printPage(html: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-pdf-'));
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webSecurity: true,
      spellcheck: false,
      devTools: false,
    },
  });
  try {
    const file = join(folder, 'report.html');
    await writeFile(file, html, { mode: 0o600 });
    await window.loadFile(file);
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  } finally {
    window.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}
