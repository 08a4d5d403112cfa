import { join } from 'node:path';
import { startJudgeServer } from '../fakes/judge/server.mjs';
import { chooseLogs, goTo, importLogs, shownWorkspace, verdict } from './actions';
import { type Workbench, expect, test } from './fixtures';
import { judgeToEnd, setUpJudge } from './judge-actions';
import { pair, pairs, writeLog } from './logs';
import { TEXTS } from './pair-texts';

interface ScreenState {
  name: string;
  /** Brings the window from the example's Overview to this state. */
  show: (workbench: Workbench, folder: string) => Promise<void>;
}

/**
 * Shows every screen one after the other, with the menus and overlays that lie over them, and calls `visit` on each.
 * The window shows the example before each.
 */
export async function visitScreens(
  workbench: Workbench,
  folder: string,
  visit: (name: string) => Promise<void>,
): Promise<void> {
  const { page } = workbench;
  const example = page.url();
  for (const { name, show } of SCREENS) {
    await test.step(name, async () => {
      await page.goto(example);
      await page.reload();
      await expect(verdict(page)).toBeVisible();
      await show(workbench, folder);
      await visit(name);
    });
  }
}

const SCREENS: readonly ScreenState[] = [
  {
    name: 'start',
    show: async ({ page }) => {
      await goTo(page, '#/');
      await expect(page.getByRole('heading', { name: 'Recent workspaces' })).toBeVisible();
    },
  },
  {
    name: 'import',
    show: async (workbench, folder) => {
      const lines = pairs(30, (index) => ({ note: `seen ${index}`, tags: { line: 'night' } }));
      await chooseLogs(workbench, [await writeLog(join(folder, 'trains.jsonl'), lines)]);
      await expect(workbench.page.getByRole('table', { name: 'Columns of trains.jsonl' })).toBeVisible();
    },
  },
  {
    name: 'import-done',
    show: async (workbench, folder) => {
      const log = await writeLog(join(folder, 'done.jsonl'), [...pairs(25), pair(1), 'broken']);
      await chooseLogs(workbench, [log]);
      await workbench.page.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(workbench.page.getByRole('heading', { name: 'Imported' })).toBeVisible();
    },
  },
  {
    name: 'import-problem',
    show: async (workbench, folder) => {
      await chooseLogs(workbench, [await writeLog(join(folder, 'empty.jsonl'), [])]);
      await expect(workbench.page.getByRole('alert')).toBeVisible();
    },
  },
  { name: 'overview', show: () => Promise.resolve() },
  {
    name: 'overview-evidence',
    show: async ({ page }) => {
      for (const button of await page.getByRole('table', { name: 'Criteria' }).getByRole('button').all())
        await button.click();
      await expect(page.getByText('Level of each bound')).toHaveCount(5);
    },
  },
  {
    name: 'overview-small',
    show: async (workbench, folder) => {
      const log = await writeLog(
        join(folder, 'small.jsonl'),
        pairs(60, (index) => ({ semantic_similarity: 0.9 + (index % 10) / 100 })),
      );
      await importLogs(workbench, [log]);
    },
  },
  {
    name: 'judge-empty',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/judge?view=results`);
      await expect(page.getByRole('heading', { name: 'Not judged yet' })).toBeVisible();
    },
  },
  {
    name: 'judge-setup',
    show: async ({ page }) => {
      await setUpJudge(page, { url: 'https://judge.invalid', pairs: 20 });
      await expect(page.getByLabel('User prompt')).toBeVisible({ timeout: 30_000 });
      for (const summary of await page.locator('details.setup-more > summary').all()) await summary.click();
    },
  },
  {
    name: 'judge-results',
    show: async (workbench, folder) => {
      const { page } = workbench;
      const server = await startJudgeServer({
        step: () => (server.state.asked % 9 === 4 ? { answer: 'Both are fine.' } : null),
      });
      try {
        await importLogs(workbench, [await writeLog(join(folder, 'judged.jsonl'), pairs(40))]);
        await setUpJudge(page, { url: server.url, pairs: 'all' });
        await judgeToEnd(page);
        await expect(page.getByRole('table', { name: 'Pairs by winner' })).toBeVisible();
      } finally {
        await server.close();
      }
    },
  },
  {
    name: 'decide',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/decide`);
      // The ledger comes last: it reads every answer once.
      await expect(page.getByRole('table', { name: /^Changes/ })).toBeVisible({ timeout: 40_000 });
    },
  },
  {
    name: 'rejects',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/rejects`);
      await expect(page.getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'map-empty',
    show: async (workbench, folder) => {
      const { page } = workbench;
      await importLogs(workbench, [await writeLog(join(folder, 'unmapped.jsonl'), pairs(40))]);
      await goTo(page, `#/w/${shownWorkspace(page)}/map`);
      await expect(page.getByRole('heading', { name: 'No similarity yet' })).toBeVisible();
    },
  },
  {
    name: 'review-empty',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/review`);
      await expect(page.getByText('Nobody has labelled a pair yet.')).toBeVisible();
    },
  },
  {
    name: 'review',
    show: async (workbench, folder) => {
      const votes = ['A', 'B', 'TIE', 'B'];
      const lines = pairs(40, (index) => ({ human_1: votes[index % 4], human_2: votes[index % 3] }));
      await importLogs(workbench, [await writeLog(join(folder, 'votes.jsonl'), lines)]);
      const { page } = workbench;
      await goTo(page, `#/w/${shownWorkspace(page)}/review`);
      await page.getByRole('button', { name: 'Import as reviews' }).click();
      await expect(page.getByText(/κ /).first()).toBeVisible();
    },
  },
  ...(
    [
      ['markdown', 'Differences', '.aligned-row'],
      ['markdown', 'Rendered', '.markdown'],
      ['markdown', 'Code', '.hljs-keyword'],
      ['json', 'Structure', '.structure-marked'],
      ['hostile', 'Raw', '.aligned-row'],
      ['rtl', 'Differences', '.aligned-row'],
      ['failed', 'Differences', '.aligned-row'],
    ] as const
  ).map(([id, view, sign]): ScreenState => ({
    name: `pair-${id}-${view.toLowerCase()}`,
    show: async (workbench, folder) => {
      const { page } = workbench;
      await importLogs(workbench, [await writeLog(join(folder, 'texts.jsonl'), TEXTS.slice(0, 5))]);
      await goTo(page, `#/w/${shownWorkspace(page)}/review?pair=${id}`);
      await page.getByRole('radio', { name: view }).click();
      await expect(page.locator(sign).first()).toBeVisible();
    },
  })),
  {
    name: 'pair-blind',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/review?f=[]&blind=3`);
      await expect(page.getByText('arms hidden')).toBeVisible();
      await expect(page.locator('.aligned-row').first()).toBeVisible();
    },
  },
  {
    name: 'pair-unknown',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/review?pair=nobody`);
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'settings',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/settings`);
      const models = page.getByRole('table', { name: 'Models for similarity' });
      await models.getByRole('button', { name: 'Download…' }).first().click();
      await expect(models).toContainText('Nothing of your logs is sent');
    },
  },
  {
    name: 'explore',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/explore?sort=latency_ratio.desc`);
      await expect(page.getByRole('grid').getByRole('gridcell').first()).toBeVisible();
      await expect(page.locator('.facet').first()).toBeVisible();
    },
  },
  {
    name: 'explore-pair',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/explore`);
      await page.getByRole('grid').getByRole('row').nth(2).click();
      await expect(page.getByRole('region', { name: /^Pair/ }).first()).toBeVisible();
    },
  },
  {
    name: 'explore-filter',
    show: async ({ page }) => {
      await goTo(page, `#/w/${shownWorkspace(page)}/explore`);
      await expect(page.getByRole('grid').getByRole('gridcell').first()).toBeVisible();
      await page.keyboard.press('f');
      await page.keyboard.type('latency ratio');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('button', { name: 'Apply' })).toBeVisible();
    },
  },
  {
    name: 'explore-nothing',
    show: async ({ page }) => {
      const filter = [
        { kind: 'range', column: 'similarity', min: 2, max: null },
        { kind: 'any-of', column: 'shadow_state', values: ['failed'] },
      ];
      const query = encodeURIComponent(JSON.stringify(filter));
      await goTo(page, `#/w/${shownWorkspace(page)}/explore?f=${query}`);
      await expect(page.getByText('Dropping one condition would leave')).toBeVisible();
    },
  },
  {
    name: 'palette',
    show: async ({ page }) => {
      await page.keyboard.press('ControlOrMeta+k');
      await expect(page.getByRole('menuitem').first()).toBeVisible();
    },
  },
  {
    name: 'keys',
    show: async ({ page }) => {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'report-menu',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Report' }).click();
      await expect(page.getByRole('menuitem', { name: 'HTML' })).toBeVisible();
    },
  },
  {
    name: 'unknown-workspace',
    show: async ({ page }) => {
      await goTo(page, '#/w/0000000000000000');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
];
