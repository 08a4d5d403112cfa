import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../../src-main/adapters/pdf/find-chromium';
import { printToPdf } from '../../../src-main/adapters/pdf/print-to-pdf';

const folder = mkdtempSync(join(tmpdir(), 'gnomon-pdf-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program in place of a browser. */
function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

describe('which browser prints', () => {
  test('the one that was named, and no other in its place', () => {
    const here = program('named', '');
    expect(findChromium({ GNOMON_CHROMIUM: here }, 'linux')).toBe(here);
    program('chromium', '');
    expect(findChromium({ GNOMON_CHROMIUM: join(folder, 'gone'), PATH: folder }, 'linux')).toBeNull();
  });

  test('otherwise one on the PATH', () => {
    const chromium = program('chromium', '');
    expect(findChromium({ PATH: folder }, 'linux')).toBe(chromium);
  });
});

describe.skipIf(process.platform === 'win32')(
  'printing (skipped on Windows: the stand-ins are shell scripts)',
  () => {
    test('without a browser says what to do instead of failing later', async () => {
      await expect(printToPdf('<p>', { chromium: null })).rejects.toMatchObject({
        kind: 'not-found',
        details: { remedy: expect.stringContaining('GNOMON_CHROMIUM') },
      });
    });

    test('gives the bytes that the browser wrote', async () => {
      const chromium = program(
        'writes',
        'for a in "$@"; do case "$a" in --print-to-pdf=*) printf "%%PDF-1.4" > "${a#*=}";; esac; done',
      );
      const pdf = await printToPdf('<p>', { chromium });
      expect(Buffer.from(pdf).toString()).toBe('%PDF-1.4');
    });

    test('a browser that fails is quoted; one that writes nothing is no success', async () => {
      const fails = program('fails', 'echo "no display" >&2; exit 3');
      await expect(printToPdf('<p>', { chromium: fails })).rejects.toMatchObject({
        details: { cause: 'no display' },
      });
      await expect(printToPdf('<p>', { chromium: program('idle', 'exit 0') })).rejects.toMatchObject({
        details: { cause: 'it wrote no file' },
      });
    });

    test('cancelling ends the browser', async () => {
      const abort = new AbortController();
      const printing = printToPdf('<p>', { chromium: program('slow', 'sleep 5'), signal: abort.signal });
      setTimeout(() => abort.abort(), 50);
      await expect(printing).rejects.toMatchObject({ kind: 'cancelled' });
    });
  },
);
