import { join } from 'node:path';
import { cellsOf, importLogs, shownWorkspace, verdict, goTo } from './actions';
import { expect, test } from './fixtures';
import { pair, pairs, writeLog } from './logs';

const IMAGE = '<img src=x onerror="window.ran = 1">';
const SCRIPT = '<script>window.ran = 1</script>';
const BIDI = 'user\u202e txt.exe\u202c';
const ANSI = '\u001b[31mred\u001b[0m';

test('rejected lines stand with file, line, reason and text, and are filtered by reason', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const log = await writeLog(join(folder, 'damaged.jsonl'), [
    ...pairs(4),
    '{"request_id": "cut", "prod": {"resp',
    JSON.stringify(['a', 'list']),
    pair(2),
    { prod: { response: 'no id' }, shadow: { response: 'no id' } },
    '{"request_id": "bare", "prod": {"response": yes}}',
    '{"request_id": "also bare", "prod": {"response": no}}',
  ]);
  await importLogs(example, [log]);
  await page
    .getByRole('region', { name: 'Data quality' })
    .getByRole('link', { name: 'not valid JSON 2' })
    .click();

  await expect(page.getByRole('heading', { level: 1, name: 'Rejected lines' })).toBeVisible();
  const filter = page.getByRole('navigation', { name: 'Filter by reason' });
  await expect(filter.getByRole('link', { name: 'not valid JSON 2' })).toHaveAttribute(
    'aria-current',
    'true',
  );
  const invalid = page.getByRole('table', { name: '2 rejected lines' });
  const rows = await Promise.all((await invalid.getByRole('row').all()).slice(1).map(cellsOf));
  expect(rows.map(([file, line, , text]) => [file, line, text])).toEqual([
    ['damaged.jsonl', '9', '{"request_id": "bare", "prod": {"response": yes}}'],
    ['damaged.jsonl', '10', '{"request_id": "also bare", "prod": {"response": no}}'],
  ]);
  expect(rows[0]?.[2]).toMatch(/^not valid JSON \w.{10,}/);

  await filter.getByRole('link', { name: 'duplicate request id 1' }).click();
  const duplicates = page.getByRole('table', { name: '1 rejected line' });
  await expect(duplicates).toContainText('q-2');
  await expect(duplicates.getByRole('cell', { name: '7', exact: true })).toBeVisible();
  await filter.getByRole('link', { name: /^all/ }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toContainText('1–6 of 6');
  await expect(
    page.getByRole('table', { name: '6 rejected lines' }).locator('td.num'),
    'in the order of the log',
  ).toHaveText(['5', '6', '7', '8', '9', '10']);
  await page.goBack();
  await expect(duplicates).toBeVisible();
});

test('many rejected lines are shown by pages, and the page stands in the address', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const broken = Array.from({ length: 230 }, (_, index) => `broken line ${index + 1}`);
  await importLogs(example, [await writeLog(join(folder, 'broken.jsonl'), [pair(0), ...broken])]);
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  const pager = page.getByRole('navigation', { name: 'Pages' });
  await expect(pager).toContainText('1–100 of 230');
  await expect(pager.getByRole('button', { name: 'Previous page' })).toBeDisabled();
  await pager.getByRole('button', { name: 'Next page' }).click();
  await pager.getByRole('button', { name: 'Next page' }).click();
  await expect(pager).toContainText('201–230 of 230');
  await expect(pager.getByRole('button', { name: 'Next page' })).toBeDisabled();
  await page.reload();
  await expect(page.getByRole('table')).toContainText('broken line 230');
  await expect(page.getByRole('table')).not.toContainText('broken line 200 ');
});

test('a long line is clipped and opens on request', async ({ example, folder }) => {
  const { page } = example;
  const long = `start ${'x'.repeat(1500)} end`;
  await importLogs(example, [await writeLog(join(folder, 'long.jsonl'), [pair(0), long])]);
  await goTo(page, `#/w/${shownWorkspace(page)}/rejects`);
  const text = page.locator('code');
  await expect(text).not.toContainText('end');
  await page.getByRole('button', { name: 'Show all 1,510 characters' }).click();
  await expect(text).toContainText('xx end');
});

test('a log without rejects says so', async ({ example, folder }) => {
  const { page } = example;
  await importLogs(example, [await writeLog(join(folder, 'clean.jsonl'), pairs(3))]);
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page.getByText('Every line of the logs was imported.')).toBeVisible();
});

test('hostile text in a log is text: it is shown as written, and nothing of it runs', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const log = await writeLog(join(folder, 'hostile.jsonl'), [
    ...pairs(12, (index) => ({
      tags: { [IMAGE]: SCRIPT, __proto__: 'polluted', constructor: 'x' },
      labels: { quality: IMAGE },
      prod: { model: IMAGE, ...(index === 1 && { response: null, error: `${SCRIPT} failed` }) },
      shadow: { model: SCRIPT, ...(index === 2 && { response: null, error: `${IMAGE} ${BIDI}` }) },
    })),
    `${IMAGE} ${SCRIPT}`,
    `bidi ${BIDI}`,
    `ansi ${ANSI}`,
    '{"__proto__": {"polluted": true}, "constructor": 1}',
  ]);
  await importLogs(example, [log]);
  const banner = page.getByRole('banner');
  await expect(banner).toContainText(IMAGE);
  await expect(banner).toContainText(SCRIPT);
  const failed = page.getByRole('region', { name: 'Who failed' });
  await expect(failed).toContainText(SCRIPT);
  await expect(failed, 'a kind of errors, whose quoted parts are left out').toContainText(
    '<img src=x onerror=',
  );
  for (const button of await page.getByRole('table', { name: 'Criteria' }).getByRole('button').all())
    await button.click();

  await page.keyboard.press('g');
  await page.keyboard.press('r');
  const texts = page.getByRole('main').locator('code');
  await expect(texts).toHaveText([
    `${IMAGE} ${SCRIPT}`,
    'bidi user⟨U+202E⟩ txt.exe⟨U+202C⟩',
    'ansi ␛[31mred␛[0m',
    '{"__proto__": {"polluted": true}, "constructor": 1}',
  ]);
  const traces = await page.evaluate(() => ({
    ran: 'ran' in window,
    polluted: 'polluted' in {},
    elements: document.querySelectorAll('img, main script, header script, iframe').length,
  }));
  expect(traces).toEqual({ ran: false, polluted: false, elements: 0 });
});

test('direction-changing characters of a log change no direction on any screen', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const log = await writeLog(
    join(folder, 'bidi.jsonl'),
    pairs(8, (index) => ({
      prod: { model: BIDI },
      shadow: index === 2 ? { response: null, error: BIDI } : {},
    })),
  );
  await importLogs(example, [log]);
  await expect(verdict(page)).toBeVisible();
  expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
});

test('a file’s name is kept in every script, and is text too', async ({ example, folder }) => {
  const { page } = example;
  const log = await writeLog(join(folder, 'Zürich 東京 <b>bold.jsonl'), [...pairs(3), 'broken']);
  await importLogs(example, [log]);
  const name = page.getByRole('table', { name: 'Imported logs' }).getByRole('rowheader');
  await expect(name).toHaveText(/^Zürich 東京 .*bold\.jsonl$/);
  expect(await page.locator('main b').count()).toBe(0);
});
