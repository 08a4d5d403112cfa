import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { importLogs, rowOf } from './actions';
import { expect, test } from './fixtures';

const EXAMPLE = new URL('../../resources/example/support-assistant.jsonl.gz', import.meta.url);

test('similarity is measured from the Overview, shown while it runs, and fills the criterion', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const lines = gunzipSync(await readFile(EXAMPLE))
    .toString('utf8')
    .split('\n');
  const log = join(folder, 'part.jsonl');
  await writeFile(log, lines.slice(0, 1200).join('\n'));
  await importLogs(example, [log]);
  const panel = page.getByRole('region', { name: 'Similarity' });
  await expect(panel).toContainText('No similarity measured yet');
  await panel.getByRole('button', { name: 'Measure similarity' }).press('Enter');
  await expect(panel.getByRole('progressbar')).toBeVisible();
  await expect(panel).toContainText('measured by gnomon-mini', { timeout: 60_000 });
  await expect(panel).toContainText('Answers to different requests');
  await expect(panel).toContainText('The bundled encoder is small');
  await expect(rowOf(page.getByRole('table', { name: 'Criteria' }), /^Mean similarity/)).not.toContainText(
    'not measured',
  );
  const meaning = page.getByRole('region', { name: 'Meaning' });
  await expect(meaning.getByRole('row', { name: /^Changed/ })).toContainText('%');
});

test('a run that is stopped keeps what it measured and can go on', async ({ example }) => {
  const { page } = example;
  const panel = page.getByRole('region', { name: 'Similarity' });
  await panel.getByRole('button', { name: 'Measure similarity' }).click();
  await expect(panel).toContainText('mean so far', { timeout: 60_000 });
  await panel.getByRole('button', { name: 'Stop' }).click();
  await expect(panel.getByRole('button', { name: 'Go on measuring' })).toBeVisible({ timeout: 30_000 });
  await expect(panel).toContainText('measured by gnomon-mini');
});
