import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { mirrorTarget } from '../../../src-main/capture/mirror-call';
import { answering, ask, capture, cleanUp, serve, until } from './servers';

/** Linux's number of the class that runs only where nobody else wants the processor (sched(7)). */
const SCHED_IDLE = '5';

// At a merely lower priority a recorder that runs keeps its processor to the next tick: up to 4 ms of production's time.
it.skipIf(process.platform !== 'linux')(
  'the recorder takes only processors that nobody else wants, with all of its threads (Linux)',
  async () => {
    const prod = await serve(answering('x'));
    const proxy = await capture({ prod: { url: prod }, shadow: { url: prod } });
    await ask(proxy.url);
    await until(() => proxy.recorder.status.totals.logged === 1);
    const tasks = `/proc/${proxy.recorder.pid}/task`;
    const classes = await Promise.all((await readdir(tasks)).map((task) => classOf(`${tasks}/${task}/stat`)));
    expect(classes.length).toBeGreaterThan(1);
    expect(new Set(classes)).toEqual(new Set([SCHED_IDLE]));
    expect(await classOf('/proc/self/stat')).not.toBe(SCHED_IDLE);
  },
);

// The recorder's own wait for a processor would be counted as the shadow's failure.
it('an answer that came in time is no time-out, however late it is read', async () => {
  const server = new Worker(
    `const { parentPort } = require('node:worker_threads');
     const server = require('node:http').createServer((request, response) => {
       request.resume().on('end', () => response.end('{"in":"time"}'));
       parentPort.postMessage('asked');
     });
     server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
    { eval: true },
  );
  cleanUp.push(() => server.terminate());
  const [port] = await once(server, 'message');
  const target = mirrorTarget({
    url: `http://127.0.0.1:${port}`,
    timeoutMs: 200,
    maxBytes: 1000,
    maxRate: 1e9,
    connections: 1,
  });
  cleanUp.push(() => target.close());
  const asked = once(server, 'message');
  const answer = target.call({ method: 'POST', path: '/', headers: [], body: new Uint8Array([123, 125]) });
  await asked;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
  expect(await answer).toMatchObject({ status: 200, body: expect.anything() });
});

/** The scheduler's class of a process or thread. */
async function classOf(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[38];
}
