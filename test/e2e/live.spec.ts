import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { writeLog } from './logs';

function lines(from: number, to: number, fails: (i: number) => boolean): string[] {
  return Array.from({ length: to - from }, (_, k) => {
    const i = from + k;
    const arm = { response: 'x', error: null, latency_ms: 100 + (i % 40) };
    const failed = { response: null, error: 'HTTP 500', latency_ms: 100 };
    return JSON.stringify({ request_id: `r-${i}`, prompt: 'p', prod: arm, shadow: fails(i) ? failed : arm });
  });
}

test('a log is followed while it grows: figures keep up, and an alert shows with its evidence', async ({
  folder,
  openWorkbench,
}) => {
  const log = await writeLog(
    join(folder, 'log.jsonl'),
    lines(0, 300, () => false),
  );
  const { page } = await openWorkbench({ logs: [log] });
  await expect(page.getByRole('banner')).toContainText('300 pairs');
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { name: 'Live' })).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.getByRole('status').filter({ hasText: 'Following the log' })).toContainText('no alerts');
  await appendFile(log, `${lines(300, 1500, (i) => i % 8 === 0).join('\n')}\n`);
  await expect(page.getByRole('row', { name: /Error rate/ })).toContainText('in alert');
  await expect(page.getByRole('listitem')).toContainText('the shadow fails more often than production by');
  await expect(page.getByRole('banner')).toContainText('1,500 pairs');
  await page.getByRole('button', { name: 'Stop following', exact: true }).first().click();
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
});
