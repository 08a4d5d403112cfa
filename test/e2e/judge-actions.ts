import { type Locator, type Page, expect } from '@playwright/test';
import { goTo, shownWorkspace } from './actions';

/** Opens the judge's set-up for a server of OpenAI's protocol on this machine, with a model of this name. */
export async function setUpJudge(
  page: Page,
  { url, model = 'planted', pairs }: { url: string; model?: string; pairs: number | 'all' },
): Promise<void> {
  await goTo(page, `#/w/${shownWorkspace(page)}/judge?view=setup`);
  await page.getByRole('button', { name: /Provider/ }).click();
  await page.getByRole('option', { name: /^OpenAI/ }).click();
  await page.getByLabel('Address of the server').fill(`${url}/v1`);
  await page.getByRole('combobox', { name: 'Model' }).fill(model);
  await page.keyboard.press('Escape');
  if (pairs === 'all') await page.getByRole('radio', { name: /^All that can be judged/ }).press('Space');
  else {
    await page.getByLabel('Pairs to draw').fill(String(pairs));
    await page.getByLabel('Pairs to draw').press('Tab');
  }
}

/** The button that starts what is set up, once its calls are counted. */
export function startButton(page: Page): Locator {
  return page.getByRole('button', { name: /^(Judge|Go on): [\d,]+ calls?$/ });
}

/** Starts what is set up and waits for its end. */
export async function judgeToEnd(page: Page): Promise<void> {
  await startButton(page).click({ timeout: 30_000 });
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
}

/** Calls the host as the page does. */
export async function callHost<Value>(page: Page, path: string, body?: unknown): Promise<Value> {
  return page.evaluate(
    async ([address, content]) => {
      const token = sessionStorage.getItem('gnomon-token');
      const response = await fetch(address!, {
        method: content === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', ...(token !== null && { 'x-gnomon-token': token }) },
        ...(content !== undefined && { body: content }),
      });
      return (await response.json()) as Value;
    },
    [path, body === undefined ? undefined : JSON.stringify(body)] as const,
  );
}

/** "61.6 %" of a row's second cell, as a share, with its bounds from the third. */
export async function figureOf(
  table: Locator,
  name: string | RegExp,
): Promise<{ value: number; lower: number; upper: number }> {
  const row = table.getByRole('row').filter({ has: table.page().getByRole('rowheader', { name }) });
  const cells = await row.getByRole('cell').allInnerTexts();
  const number = (text: string): number => Number(text.replace(/[^\d.]/g, '')) / 100;
  const [lower = '', upper = ''] = (cells[1] ?? '').split(' to ');
  return { value: number(cells[0] ?? ''), lower: number(lower), upper: number(upper) };
}
