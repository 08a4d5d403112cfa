import { appendFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goTo, importLogs, shownWorkspace } from './actions';
import { gnomon } from './cli';
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
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.getByRole('status').filter({ hasText: 'Following the log' })).toContainText('no alerts');
  await appendFile(log, `${lines(300, 1500, (i) => i % 8 === 0).join('\n')}\n`);
  await expect(page.getByRole('row', { name: /Error rate/ })).toContainText('in alert');
  await expect(page.getByRole('listitem')).toContainText('the shadow fails more often than production by');
  await expect(page.getByRole('banner')).toContainText('1,500 pairs');
  await page.getByRole('button', { name: 'Stop following', exact: true }).first().click();
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
});

test('alerts go to the desktop and the title; what happens to the log is told; figures stay after stopping', async ({
  folder,
  openWorkbench,
}) => {
  const log = await writeLog(
    join(folder, 'log.jsonl'),
    lines(0, 300, () => false),
  );
  const { page, electron } = await openWorkbench({ logs: [log] });
  await expect(page.getByRole('banner')).toContainText('300 pairs');
  if (electron === null) await page.context().grantPermissions(['notifications']);
  // The real ones, with what they said written down: nobody sees the desktop here.
  await page.evaluate(() => {
    const told: string[] = [];
    const Real = window.Notification;
    window.Notification = class extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        told.push(`${title} ${options?.body ?? ''}`);
      }
    };
    Object.assign(window, { told });
  });
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Follow', exact: true }).click();
  await expect(page.getByText('and on the desktop.')).toBeVisible();
  await appendFile(log, `${lines(300, 1500, (i) => i % 8 === 0).join('\n')}\n`);
  await expect(page).toHaveTitle(/^■ 1 alert · Live/);
  expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([
    expect.stringMatching(
      /^Gnomon: alert Error rate: the shadow fails more often than production by 10\.0 %/,
    ),
  ]);

  const events = page.getByRole('list', { name: 'What happened to the log' });
  await rename(log, join(folder, 'log-2026-03-01T09-00-00.000.jsonl'));
  await writeFile(log, `${lines(1500, 1550, () => false).join('\n')}\n`);
  await expect(events).toContainText('log.jsonl was rotated');
  await writeFile(log, `${lines(1550, 1552, () => false).join('\n')}\n`);
  await expect(events).toContainText('log.jsonl was cut');
  await rm(log);
  await expect(events).toContainText('log.jsonl is gone');
  await writeFile(log, `${lines(1552, 1560, () => false).join('\n')}\n`);
  await expect(events).toContainText('log.jsonl is back');
  await expect(page.getByRole('banner')).toContainText('1,560 pairs');

  await page.keyboard.press('l');
  await expect(page.getByText(/No longer following log\.jsonl · 1,260 new pairs/)).toBeVisible();
  await expect(page.getByRole('row', { name: /Error rate/ })).toContainText('in alert');
  await expect(page).toHaveTitle(/^Live/);
});

test('without leave for the desktop it is said where alerts show', async ({ folder, openWorkbench }, {
  project,
}) => {
  test.skip(project.name === 'electron', 'the shell always lets Gnomon tell');
  const log = await writeLog(
    join(folder, 'log.jsonl'),
    lines(0, 300, () => false),
  );
  const { page } = await openWorkbench({ logs: [log] });
  await expect(page.getByRole('banner')).toContainText('300 pairs');
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Follow', exact: true }).click();
  await expect(page.getByText(/in the title of the window\. The browser keeps notifications/)).toBeVisible();
});

// A copy that is "followed" never grows, and looks like a production without traffic.
test('a log that the browser sent can not be followed, and the way to follow it is shown', async ({
  folder,
  openWorkbench,
}, { project }) => {
  test.skip(project.name === 'electron', 'the shell reads logs where they are');
  const log = await writeLog(
    join(folder, 'log.jsonl'),
    lines(0, 30, () => false),
  );
  const workbench = await openWorkbench();
  const { page, dataDir } = workbench;
  await importLogs(workbench, [log]);
  const workspace = shownWorkspace(page);
  await goTo(page, `#/w/${workspace}/live`);
  await expect(page.getByText(/The browser sent this log as a copy\. A copy does not grow/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toHaveCount(0);
  const command = page.getByText(/^gnomon watch PATH/);
  await expect(command).toContainText(`--workspace ${join(dataDir, 'workspaces', workspace)}`);
  // The command that is shown, with the log's path: it goes on where the copy ended, and this screen can follow then.
  await appendFile(log, `${lines(30, 50, () => false).join('\n')}\n`);
  await gnomon(dataDir, ['watch', log, '--once', '--workspace', join(dataDir, 'workspaces', workspace)]);
  await page.reload();
  await expect(page.getByRole('banner')).toContainText('50 pairs');
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
});
