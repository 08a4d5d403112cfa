import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '@core/model/app-error';
import { findChromium } from './find-chromium';

/** A report of fifty pages takes about three seconds; beyond this the browser hangs. */
const LONGEST_MS = 90_000;
/** What the browser says is kept up to this length, for the error. */
const KEPT = 2000;

/**
 * Prints a self-contained page to PDF with a Chromium of this machine, in a profile of its own that is removed
 * afterwards. The page's own print styles decide the size of the paper.
 * @throws AppError 'not-found' when there is no such browser, 'internal' when it fails, 'cancelled'
 */
export async function printToPdf(
  html: string,
  { signal, chromium = findChromium() }: { signal?: AbortSignal; chromium?: string | null } = {},
): Promise<Uint8Array> {
  if (chromium === null)
    throw new AppError('not-found', {
      message: 'A PDF needs a browser to print it, and none was found on this machine.',
      cause: 'neither Chromium, Chrome, Edge nor Brave is on the PATH or in its usual place',
      remedy:
        'install Chromium or Chrome, or name one in the environment variable GNOMON_CHROMIUM; the HTML report can be printed from any browser',
    });
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-pdf-'));
  try {
    const page = join(folder, 'report.html');
    const pdf = join(folder, 'report.pdf');
    await writeFile(page, html, { mode: 0o600 });
    await run(
      chromium,
      [
        '--headless',
        '--disable-gpu',
        '--disable-extensions',
        '--disable-background-networking',
        '--no-first-run',
        `--user-data-dir=${join(folder, 'profile')}`,
        // Chromium's sandbox refuses to run for root, as in containers; the page runs no script and loads nothing.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--no-pdf-header-footer',
        '--generate-pdf-document-outline',
        `--print-to-pdf=${pdf}`,
        pathToFileURL(page).href,
      ],
      signal,
    );
    return await readFile(pdf).catch((error: unknown) => {
      throw failed('it wrote no file', error);
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {});
  }
}

function run(chromium: string, args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const child = spawn(chromium, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: LONGEST_MS });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-KEPT)));
    const cancel = (): void => void child.kill('SIGKILL');
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel);
    child.once('error', (error) => reject(failed(error.message, error)));
    child.once('exit', () => signal?.removeEventListener('abort', cancel));
    // At once: processes that the browser started may keep its output open for a while.
    child.once('exit', (_, killed) => {
      if (signal?.aborted) reject(new AppError('cancelled', { message: 'Printing was cancelled.' }));
      else if (killed) reject(failed(`it did not end within ${LONGEST_MS / 1000} s`));
    });
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(failed(lastLine(said, code)));
    });
  });
}

function lastLine(said: string, code: number | null): string {
  return said.trim().split('\n').at(-1) || `it ended with code ${code}`;
}

function failed(why: string, cause?: unknown): AppError {
  return new AppError(
    'internal',
    {
      message: 'The browser could not print the report.',
      cause: why,
      remedy: 'save the report as HTML and print it from a browser, or name another one in GNOMON_CHROMIUM',
    },
    { cause },
  );
}
