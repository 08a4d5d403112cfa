import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { median } from './processes.mjs';
import { withWorkspacePage } from './with-workspace-page.mjs';

/** Steps of each movement; one a frame. */
const STEPS = 60;
const SUBJECTS =
  'order parcel invoice refund password account delivery contract battery screen recipe flight ticket tax'.split(
    ' ',
  );
const VERBS = 'arrived changed failed expired moved stopped started doubled closed opened'.split(' ');
const ENDS = 'yesterday again for you in the office without notice by mistake on Monday'.split(' ');
/** Distinct outputs of an arm: few, so that embedding them takes seconds; their pairs are all different. */
const TEXTS = 2000;

/** Writes a log of so many pairs, whose outputs all differ. */
export async function makeMapLog(path, pairs) {
  const file = createWriteStream(path);
  const pick = (list, n) => list[n % list.length];
  const text = (arm, n) =>
    `${arm} ${pick(SUBJECTS, n)} ${pick(VERBS, Math.floor(n / 3))} ${pick(ENDS, Math.floor(n / 7))} case ${n}`;
  for (let i = 0; i < pairs; i++) {
    const production = i % TEXTS;
    // About the same subject, and never the same pair twice.
    const shadow = (production + SUBJECTS.length * (1 + Math.floor(i / TEXTS))) % TEXTS;
    const record = {
      request_id: `map-${i}`,
      prompt: `What about the ${pick(SUBJECTS, production)}? ${i}`,
      prod: { response: text('The', production), latency_ms: 800 },
      shadow: { response: text('Your', shadow), latency_ms: 800 },
    };
    if (!file.write(`${JSON.stringify(record)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/**
 * Draws the map of a measured workspace in Chromium and moves it. Seconds of drawing and of opening, ms from frame to frame
 * while it is moved (median and worst), ms from the end of a lasso to its count, peak memory of the host, MB. Null without
 * a Chromium.
 */
export async function measureMap({ cli, workspace, dataDir, draw = true }) {
  return withWorkspacePage({ cli, workspace, dataDir }, async ({ page, server, id }) => {
    await page.evaluate((hash) => (location.hash = hash), `#/w/${id}/map`);
    const started = performance.now();
    if (draw)
      await page.getByRole('button', { name: /^(Draw the map|Draw it anew)$/ }).click({ timeout: 60_000 });
    const map = page.getByRole('img', { name: /^Map of / });
    await map.waitFor({ timeout: 600_000 });
    const drawn = (performance.now() - started) / 1000;
    await page.reload();
    const reopened = performance.now();
    await map.waitFor({ timeout: 60_000 });
    const opened = (performance.now() - reopened) / 1000;
    const frames = {};
    for (const movement of ['pan', 'zoom', 'hover']) frames[movement] = await moved(map, movement);
    return { drawn, opened, frames, selected: await lassoed(page, map), peak: highWater(server.pid) };
  });
}

/** One event a frame, as a mouse sends them; from frame to frame, ms. */
async function moved(map, movement) {
  const times = await map.evaluate(
    async (canvas, { kind, steps }) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const send = (type, share) => {
        const clientX = left + width * (0.3 + 0.4 * share);
        const clientY = top + height * (0.4 + 0.2 * share);
        const init = { clientX, clientY, bubbles: true, pointerId: 1, button: 0, cancelable: true };
        canvas.dispatchEvent(
          type === 'wheel'
            ? new WheelEvent('wheel', { ...init, deltaY: share < 0.5 ? -40 : 40 })
            : new PointerEvent(type, init),
        );
      };
      canvas.setPointerCapture = () => {};
      if (kind === 'pan') send('pointerdown', 0);
      const found = [];
      let before = await frame();
      for (let step = 1; step <= steps; step++) {
        send(kind === 'zoom' ? 'wheel' : 'pointermove', step / steps);
        const now = await frame();
        found.push(now - before);
        before = now;
      }
      if (kind === 'pan') send('pointerup', 1);
      return found;
    },
    { kind: movement, steps: STEPS },
  );
  return { median: median(times), worst: Math.max(...times) };
}

/** Draws round the middle of the map; from letting go to the frame that says how many pairs are inside, ms. */
async function lassoed(page, map) {
  await page.getByRole('button', { name: /What dragging does/ }).click();
  await page.getByRole('option', { name: /freehand/ }).click();
  const box = await map.boundingBox();
  const at = (turn) => [
    box.x + box.width * (0.5 + 0.3 * Math.cos(turn)),
    box.y + box.height * (0.5 + 0.3 * Math.sin(turn)),
  ];
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step < 40; step++) await page.mouse.move(...at((step / 40) * 2 * Math.PI));
  const started = performance.now();
  await page.mouse.up();
  await page.getByText(/pairs? selected/).waitFor();
  return performance.now() - started;
}

function highWater(pid) {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1000;
  } catch {
    return null;
  }
}
