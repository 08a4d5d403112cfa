import { expect, it } from 'vitest';
import { runCli } from '../run-cli';
import { temporaryFolder } from './servers';

// The whole way from a request to a verdict: fake models, proxy, log, follow, alerts, similarity, decision.
it('gnomon capture --example finds what was planted', { timeout: 240_000 }, async () => {
  const { code, stdout } = await runCli(['capture', '--example', 'bad'], {
    dataDir: await temporaryFolder(),
  });
  expect(stdout).toMatch(/■ ALERT Error rate: the shadow fails more often/);
  expect(stdout).toMatch(/✓ Verdict: NO-GO · found NO-GO/);
  expect(stdout).not.toContain('✗');
  expect(code).toBe(0);
});
