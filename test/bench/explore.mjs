import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './processes.mjs';
import { withWorkspacePage } from './with-workspace-page.mjs';

const RUNS = 7;
const COLUMNS = ['latency_ratio', 'prod_latency_ms', 'prod_chars', 'timestamp'];
/** Rows a second at which the table is scrolled, and for how long, ms. */
const PAGING = { rows: 60, ms: 4000 };

/**
 * Drives Explore of a workspace in Chromium and gives its times in ms: from the key or the click to the frame that shows
 * the result. Null without a Chromium.
 */
export async function measureExplore({ cli, workspace, dataDir }) {
  return withWorkspacePage({ cli, workspace, dataDir }, async ({ page, browser, id }) => {
    const explore = (query = '') => `#/w/${id}/explore${query}`;
    const show = (hash) => timeToRows(page, hash);

    // Columns are read from the database when they are first asked for; the window does so behind the Overview.
    const cold = await show(explore());
    await page.locator('.facet').first().waitFor({ timeout: 120_000 });
    for (const column of COLUMNS) await show(explore(`?sort=${column}.asc`));
    await page.goto(page.url().replace(/#.*/, `#/w/${id}`));
    await page.reload();
    await page.getByRole('heading', { name: 'Latency' }).first().waitFor();
    const opened = await show(explore());
    const sorted = [];
    const filtered = [];
    for (let run = 0; run < RUNS; run++) {
      const [first, second] = [COLUMNS[run % COLUMNS.length], COLUMNS[(run + 1) % COLUMNS.length]];
      sorted.push(await show(explore(`?sort=${first}.desc,${second}.${run % 2 ? 'asc' : 'desc'}`)));
      const filter = filterOf({ column: 'prod_latency_ms', min: 300 + run, max: 900 });
      filtered.push(await show(explore(`?f=${filter}`)));
    }
    await show(explore());
    const brushes = await brush(page);
    await show(explore());
    const waiting = await scroll(page);
    const memory = await rendererMemory(browser);
    const search = await searchTexts(page, explore());
    await show(explore());
    const nextPairs = await goThroughPairs(page);
    return {
      cold,
      opened,
      sorted: median(sorted),
      filtered: median(filtered),
      brushed: median(brushes),
      nextPair: median(nextPairs),
      waiting,
      memory,
      search,
      textBytes: textBytes(workspace),
    };
  });
}

function filterOf({ column, min, max }) {
  return encodeURIComponent(JSON.stringify([{ kind: 'range', column, min, max }]));
}

/** From a change of the address to the frame in which the table shows the rows that belong to it, ms. */
function timeToRows(page, hash) {
  return page.evaluate(async (value) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const started = performance.now();
    location.hash = value;
    // The address tells the page in a task of its own, and the page draws in the next frame.
    await frame();
    await frame();
    for (;;) {
      const grid = document.querySelector('.pairs-grid');
      const cell = grid?.querySelector('.grid-row [role="gridcell"] .mono');
      if (grid?.getAttribute('aria-busy') === 'false' && cell) return performance.now() - started;
      if (performance.now() - started > 120_000) throw new Error('the table never showed rows');
      await frame();
    }
  }, hash);
}

/** Draws over the first histogram step by step; from each step to the facets' next counts, ms. */
async function brush(page) {
  const plot = await page.locator('.facet-plot').first().boundingBox();
  await page.mouse.move(plot.x + 30, plot.y + 20);
  await page.mouse.down();
  const times = [];
  for (let step = 1; step <= RUNS; step++) {
    await page.evaluate(() => {
      window.brushed = new Promise((resolve) => {
        const facets = document.querySelector('.facets');
        addEventListener(
          'pointermove',
          () => {
            const started = performance.now();
            const look = () => {
              if (facets.getAttribute('aria-busy') === 'true') window.wasBusy = true;
              else if (window.wasBusy) return resolve(performance.now() - started);
              requestAnimationFrame(look);
            };
            window.wasBusy = false;
            requestAnimationFrame(look);
          },
          { once: true },
        );
      });
    });
    await page.mouse.move(plot.x + 30 + step * 20, plot.y + 20);
    times.push(await page.evaluate(() => window.brushed));
  }
  await page.mouse.up();
  return times;
}

/** Scrolls at a steady pace; the number of frames in which a row that should be seen was still being fetched. */
async function scroll(page) {
  return page.evaluate(async ({ rows, ms }) => {
    const grid = document.querySelector('.pairs-grid');
    const height = document.querySelector('.grid-row').offsetHeight;
    const started = performance.now();
    const from = grid.scrollTop;
    let waiting = 0;
    let frames = 0;
    while (performance.now() - started < ms) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      grid.scrollTop = from + ((performance.now() - started) / 1000) * rows * height;
      frames++;
      if (document.querySelector('.grid-waiting')) waiting++;
    }
    return { waiting, frames };
  }, PAGING);
}

/** From the key to the frame in which the next pair stands aligned in full, ms; a reader's pause lies between. */
async function goThroughPairs(page) {
  await page.locator('.grid-row').first().click();
  await page.locator('.aligned-row').first().waitFor();
  await page.keyboard.press('z');
  await page.waitForTimeout(1500);
  return page.evaluate(async (runs) => {
    const times = [];
    const id = () => document.querySelector('.pair-title h2')?.textContent;
    for (let run = 0; run < runs; run++) {
      const before = id();
      const started = performance.now();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
      while (id() === before || !document.querySelector('.aligned-row')) {
        if (performance.now() - started > 10_000) throw new Error('the next pair never came');
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      times.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    return times;
  }, RUNS);
}

/** Resident memory of the page's process, MB; null where /proc is missing. */
async function rendererMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  try {
    const sizes = processInfo
      .filter(({ type }) => type === 'renderer')
      .map(({ id }) => /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8')));
    return Math.max(...sizes.map((match) => Number(match?.[1] ?? 0) / 1000));
  } catch {
    return null;
  }
}

/** Words in every text, from Enter to the first partial result and to the end, ms. */
async function searchTexts(page, hash) {
  await page.evaluate((value) => (location.hash = value), hash);
  await page.getByRole('textbox', { name: 'Search the texts' }).fill('gnomon casts no shadow');
  const started = performance.now();
  await page.keyboard.press('Enter');
  await page.getByText('of the texts searched').waitFor({ timeout: 60_000 });
  const first = performance.now() - started;
  await page.getByText('of the texts searched').waitFor({ state: 'detached', timeout: 120_000 });
  return { first, done: performance.now() - started };
}

function textBytes(workspace) {
  const folder = join(workspace, 'segments');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.texts.arrows'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
