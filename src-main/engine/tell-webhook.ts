import { type Alert, describeAlert } from '@core/model/alert';

const TRIES = 3;
const TIMEOUT_MS = 10_000;
const PAUSE_MS = 1000;

/**
 * Posts an alert or its all-clear as a message that Slack and its like take: `{"text": …}`, with the evidence beside it.
 * @returns why it could not be told; null when it was
 */
export async function tellWebhook(url: string, alert: Alert, workspace: string): Promise<string | null> {
  const mark = alert.kind === 'alert' ? '🔴' : '🟢';
  const body = JSON.stringify({
    text: `${mark} ${workspace}: ${describeAlert(alert)}`,
    gnomon: {
      kind: alert.kind,
      rule: alert.rule,
      at: new Date(alert.at).toISOString(),
      workspace,
      signal: alert.signal,
    },
  });
  let failure = '';
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (response.ok) return null;
      failure = `it answered ${response.status}`;
    } catch (error) {
      failure =
        (error as Error).cause instanceof Error
          ? ((error as Error).cause as Error).message
          : (error as Error).message;
    }
  }
  return failure;
}
