import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../run-cli';

function pairs(from: number, to: number, failing: (i: number) => boolean): string {
  let text = '';
  for (let i = from; i < to; i++) {
    const failed = failing(i);
    const shadow = {
      model: 'b',
      response: failed ? null : 'x',
      error: failed ? 'HTTP 500' : null,
      latency_ms: 100 + (i % 50),
    };
    text += `${JSON.stringify({ request_id: `r-${i}`, prompt: 'p', prod: { model: 'a', response: 'x', error: null, latency_ms: 100 + (i % 50) }, shadow })}\n`;
  }
  return text;
}

// An alert that is told again at every look is switched off by the people it is for; one without an end is not trusted.
it('gnomon watch tells an alert and its all-clear once each, to terminal, webhook and exit code', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-watch-'));
  const told: { text: string; gnomon: { kind: string; rule: string } }[] = [];
  let refuse = true;
  const hook = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      if (!refuse) told.push(JSON.parse(text));
      response.writeHead(refuse ? 500 : 200).end();
    });
  }).listen(0, '127.0.0.1');
  await once(hook, 'listening');
  const log = join(folder, 'log.jsonl');
  const args = [
    'watch',
    log,
    '--once',
    '--webhook',
    `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`,
  ];
  const look = () => runCli(args, { dataDir: join(folder, 'data') });

  await appendFile(
    log,
    pairs(0, 1500, (i) => i % 12 === 0),
  );
  const first = await look();
  expect(first.code).toBe(3);
  expect(first.stdout.match(/ALERT/g)).toHaveLength(1);
  expect(first.stderr).toMatch(/webhook could not be told/);

  refuse = false;
  const second = await look();
  expect(second.code).toBe(3);
  expect(second.stdout).not.toMatch(/ALERT/);
  expect(told.map(({ gnomon }) => [gnomon.kind, gnomon.rule])).toEqual([['alert', 'error_rate']]);

  await appendFile(
    log,
    pairs(1500, 9000, () => false),
  );
  const third = await look();
  expect(third.code).toBe(0);
  expect(third.stdout.match(/CLEAR/g)).toHaveLength(1);
  expect(told.map(({ gnomon }) => gnomon.kind)).toEqual(['alert', 'clear']);
  expect(told[0]!.text).toMatch(/Error rate: the shadow fails more often than production by 8\.33 %/);
  hook.close();
  await rm(folder, { recursive: true, force: true });
});
