import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Download, Page } from '@playwright/test';
import { expect, test } from './fixtures';

test('the report menu saves HTML, Markdown and JSON under the log’s name', async ({ example }) => {
  const { page } = example;
  const html = await save(page, () => choose(page, 'HTML'));
  expect(html.suggestedFilename()).toBe('gnomon-support-assistant-jsonl-gz.html');
  expect(await textOf(html)).toMatch(/^<!doctype html>/i);

  const markdown = await save(page, () => choose(page, 'Markdown'));
  expect(markdown.suggestedFilename()).toMatch(/\.md$/);
  expect(await textOf(markdown)).toMatch(/^# .*\n/);
  expect(await textOf(markdown)).toContain('NOT ENOUGH DATA');

  const json = await save(page, () => choose(page, 'JSON'));
  expect(json.suggestedFilename()).toMatch(/\.json$/);
  expect(JSON.stringify(JSON.parse(await textOf(json)))).toContain('"NOT-ENOUGH-DATA"');
});

test('keys save a report without the menu', async ({ example }) => {
  const { page } = example;
  const download = await save(page, async () => {
    await page.keyboard.press('r');
    await page.keyboard.press('m');
  });
  expect(download.suggestedFilename()).toMatch(/\.md$/);
});

test('the saved HTML is read from a file without scripts and without a request', async ({
  example,
  browserOfWeb,
  folder,
}) => {
  test.skip(browserOfWeb === null, 'the saved file is read in a browser, which the web project starts');
  const { page } = example;
  const file = join(folder, 'report.html');
  await (await save(page, () => choose(page, 'HTML'))).saveAs(file);

  const context = await browserOfWeb!.newContext({ javaScriptEnabled: false });
  const reader = await context.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  reader.on('request', (request) => requests.push(request.url()));
  reader.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await reader.goto(pathToFileURL(file).href);
  await expect(reader.getByText('NOT ENOUGH DATA').first()).toBeVisible();
  await expect(reader.getByText('Latency P95, shadow / production').first()).toBeVisible();
  await expect(reader.locator('svg').first()).toBeVisible();
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(file).href]);
  expect(errors).toEqual([]);
  expect(await reader.locator('script').count()).toBe(0);
  await context.close();
});

async function choose(page: Page, format: string): Promise<void> {
  await page.getByRole('button', { name: 'Report' }).click();
  await page.getByRole('menuitem', { name: format }).click();
}

async function save(page: Page, ask: () => Promise<void>): Promise<Download> {
  const download = page.waitForEvent('download');
  await ask();
  return download;
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}
