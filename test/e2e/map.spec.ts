import { join } from 'node:path';
import { importLogs, shownWorkspace } from './actions';
import { expect, test } from './fixtures';
import { pairs, writeLog } from './logs';

test('a map is drawn, a cluster and an area are selected by keyboard, and lead to their pairs', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const log = await writeLog(
    join(folder, 'mapped.jsonl'),
    pairs(90, (index) => ({
      prompt: index % 2 ? `Where is parcel ${index}?` : `How do I bake bread number ${index}?`,
      prod: { response: index % 2 ? `The parcel ${index} left.` : `Knead the dough ${index} minutes.` },
      shadow: { response: index % 2 ? `Parcel ${index} is here.` : `Let the dough rest ${index} hours.` },
    })),
  );
  await importLogs(example, [log]);
  const workspace = shownWorkspace(page);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Measure similarity' }).press('Enter');
  await page.getByRole('button', { name: 'Draw the map' }).press('Enter', { timeout: 60_000 });
  const map = page.getByRole('img', { name: /^Map of 90 pairs/ });
  await expect(map).toBeVisible({ timeout: 60_000 });

  await page.getByRole('region', { name: 'Clusters' }).getByRole('checkbox').first().press('Space');
  await expect(page.getByText(/pairs selected/)).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).press('Enter');

  await map.focus();
  await page.keyboard.press('s');
  for (let i = 0; i < 60; i++) await page.keyboard.press(i % 2 ? 'Shift+ArrowRight' : 'Shift+ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/90 pairs selected/)).toBeVisible();
  await page.getByRole('button', { name: 'Show these pairs' }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`${workspace}/explore`));
  await expect(page.getByText('In an area of the map')).toBeVisible();
});
