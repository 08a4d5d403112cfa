import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type ElectronApplication,
  type Page,
  _electron,
  test as base,
  expect,
} from '@playwright/test';
import { verdict } from './actions';
import { EXAMPLE, ROOT, gnomon, startHost } from './cli';
import { type Problems, watchProblems } from './problems';

export interface OpenOptions {
  /** Logs that are imported before the window opens, which then shows their Overview. */
  logs?: readonly string[];
  /** Folder of the workspace; absent: in the data folder. */
  workspace?: string;
}

/** An open window of Gnomon. */
export interface Workbench {
  page: Page;
  /** Its application data. */
  dataDir: string;
  /** Where another window of the same host is opened; null in Electron. */
  address: string | null;
  /** The shell, where it runs in Electron. */
  electron: ElectronApplication | null;
  /** Ends the host behind the window as a crash would. */
  killHost: () => Promise<void>;
}

interface TestFixtures {
  /** A folder for the test's own files. */
  folder: string;
  /** Opens a window over a host and a data folder of its own. */
  openWorkbench: (options?: OpenOptions) => Promise<Workbench>;
  /**
   * A window that shows the Overview of the bundled example, over a host that a worker's tests share: workspaces may
   * be added, the example stays as it is.
   */
  example: Workbench;
  problems: Problems;
}

interface WorkerFixtures {
  browserOfWeb: Browser | null;
  sharedExample: { dataDir: string; address: string | null };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  folder: async ({}, use) => {
    await withFolder(use);
  },

  problems: [
    async ({}, use) => {
      const problems = watchProblems();
      await use(problems);
      expect(problems.found(), 'errors of the page, of the console or of its policy').toEqual([]);
    },
    { auto: true },
  ],

  openWorkbench: async ({ browserOfWeb, problems }, use) => {
    const endings: (() => Promise<void>)[] = [];
    await use(async (options = {}) => {
      const root = await mkdtemp(join(tmpdir(), 'gnomon-e2e-'));
      endings.push(() => rm(root, { recursive: true, force: true }));
      const dataDir = join(root, 'data');
      await mkdir(dataDir);
      if (browserOfWeb === null) return openElectron({ dataDir, options, problems, endings });
      const host = await startHost(dataDir, argumentsOf(options));
      endings.push(host.stop);
      const page = await openTab({ browser: browserOfWeb, address: host.address, problems, endings });
      return { page, dataDir, address: host.address, electron: null, killHost: host.kill };
    });
    for (const end of endings.toReversed()) await end();
  },

  example: async ({ browserOfWeb, sharedExample, problems }, use) => {
    const endings: (() => Promise<void>)[] = [];
    const { dataDir, address } = sharedExample;
    const workbench =
      browserOfWeb === null || address === null
        ? await openElectron({ dataDir, options: { logs: [EXAMPLE] }, problems, endings })
        : {
            page: await openTab({ browser: browserOfWeb, address, problems, endings }),
            dataDir,
            address,
            electron: null,
            killHost: () => Promise.reject(new Error('other tests need this host')),
          };
    await expect(verdict(workbench.page)).toBeVisible();
    await use(workbench);
    for (const end of endings.toReversed()) await end();
  },

  // Not Playwright's own `browser`, which would start a Chromium in the project of Electron too.
  browserOfWeb: [
    async ({ playwright, launchOptions, headless }, use, { project }) => {
      if (project.name === 'electron') return use(null);
      const browser = await playwright.chromium.launch({ ...launchOptions, headless });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  sharedExample: [
    async ({}, use, { project }) => {
      await withFolder(async (dataDir) => {
        if (project.name === 'electron') return use({ dataDir, address: null });
        const host = await startHost(dataDir, [EXAMPLE]);
        await use({ dataDir, address: host.address });
        await host.stop();
      });
    },
    { scope: 'worker' },
  ],
});

export { expect };

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-e2e-'));
  await use(folder);
  await rm(folder, { recursive: true, force: true });
}

function argumentsOf({ logs = [], workspace }: OpenOptions): string[] {
  return [...logs, ...(workspace === undefined ? [] : ['--workspace', workspace])];
}

interface Opening {
  problems: Problems;
  endings: (() => Promise<void>)[];
}

async function openTab(opening: Opening & { browser: Browser; address: string }): Promise<Page> {
  const context = await opening.browser.newContext();
  opening.endings.push(() => context.close());
  opening.problems.watch(context, opening.address);
  const page = await context.newPage();
  // Choosers are caught while anyone listens; turning that on only when a key is pressed can come too late.
  page.on('filechooser', () => undefined);
  await page.goto(opening.address);
  return page;
}

/** The shell takes no workspace on its command line: it is made with the command line and opened by its address. */
async function openElectron(
  opening: Opening & { dataDir: string; options: OpenOptions },
): Promise<Workbench> {
  const { dataDir, options, problems, endings } = opening;
  if (argumentsOf(options).length > 0) await gnomon(dataDir, ['analyze', ...argumentsOf(options)]);
  const app = await _electron.launch({
    executablePath: process.env['GNOMON_ELECTRON'] ?? '',
    args: [ROOT, `--user-data-dir=${join(dataDir, 'electron')}`],
    cwd: ROOT,
    env: { ...stringsOf(process.env), GNOMON_DATA_DIR: dataDir },
  });
  endings.push(() => app.close());
  problems.watch(app.context(), 'app://gnomon/');
  const page = await app.firstWindow();
  if (argumentsOf(options).length > 0) {
    const [latest] = JSON.parse(await readFile(join(dataDir, 'recent.json'), 'utf8')) as { id: string }[];
    await page.evaluate((id) => (location.hash = `#/w/${id}`), latest?.id);
  }
  const killHost = () => Promise.reject(new Error('the shell starts its engine again'));
  return { page, dataDir, address: null, electron: app, killHost };
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
