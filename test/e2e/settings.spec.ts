import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { ROOT } from './cli';
import { pairs, writeLog } from './logs';

test('a model folder is chosen in the settings and measures; a download asks first', async ({
  openWorkbench,
  folder,
}) => {
  const log = await smallLog(join(folder, 'small.jsonl'));
  const { page, dataDir } = await openWorkbench({ logs: [log] });
  await cp(join(ROOT, 'resources/encoder/gnomon-mini'), join(dataDir, 'models/acme/house-encoder'), {
    recursive: true,
  });
  await expect(page.getByRole('table', { name: 'Criteria' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press(',');
  const models = page.getByRole('table', { name: 'Models for similarity' });
  await expect(models.getByRole('row', { name: /Gnomon mini/ })).toContainText('bundled');
  await expect(models.getByRole('radio', { name: /all-MiniLM/ })).toBeDisabled();

  await models
    .getByRole('row', { name: /all-MiniLM/ })
    .getByRole('button', { name: 'Download…' })
    .press('Enter');
  await expect(models).toContainText('Nothing of your logs is sent');
  await models.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(models).not.toContainText('Nothing of your logs is sent');

  await models.getByRole('radio', { name: /house-encoder/ }).check();
  await page.getByRole('button', { name: 'Measure with house-encoder' }).press('Enter');
  const measured = page.getByRole('region', { name: 'In this workspace' });
  await expect(measured.getByRole('row', { name: /^house-encoder/ })).toContainText('yes', {
    timeout: 60_000,
  });
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page.getByRole('region', { name: 'Similarity' })).toContainText('measured by house-encoder');
});

async function smallLog(path: string): Promise<string> {
  return writeLog(
    path,
    pairs(40, (index) => ({
      prod: { response: `The parcel ${index} is on its way.`, latency_ms: 10 },
      shadow: { response: `Your parcel ${index} will arrive soon.`, latency_ms: 12 },
    })),
  );
}
