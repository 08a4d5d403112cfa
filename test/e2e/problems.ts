import type { BrowserContext } from '@playwright/test';

/** What went wrong in the windows of a test without being asserted. */
export interface Problems {
  /** Listens to every window of the context; nothing may be asked of other addresses than the host's. */
  watch: (context: BrowserContext, address: string) => void;
  /** Console errors that the test provokes, e.g. the browser's own line about an answer with an error status. */
  allow: (expected: RegExp) => void;
  found: () => string[];
}

/** Collects console errors, exceptions, violations of the content security policy and requests to other places. */
export function watchProblems(): Problems {
  const seen: string[] = [];
  const allowed: RegExp[] = [];
  return {
    watch(context, address) {
      const home = new URL(address);
      context.on('console', (message) => {
        // A violation of the policy is printed as an error too.
        if (message.type() === 'error') seen.push(`console: ${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (error) => seen.push(`exception: ${error.error().message}`));
      context.on('dialog', (dialog) => {
        seen.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      context.on('request', (request) => {
        const { protocol, host } = new URL(request.url());
        const own = protocol === home.protocol && host === home.host;
        if (!own && !['blob:', 'data:', 'file:'].includes(protocol)) seen.push(`request: ${request.url()}`);
      });
    },
    allow: (expected) => void allowed.push(expected),
    found: () => seen.filter((problem) => !allowed.some((pattern) => pattern.test(problem))),
  };
}
