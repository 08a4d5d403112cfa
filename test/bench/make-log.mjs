import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const generator = fileURLToPath(new URL('../../../shared/tools/make-shadow-log.mjs', import.meta.url));
const example = fileURLToPath(new URL('../../resources/example/support-assistant.jsonl.gz', import.meta.url));

/** Writes a log of so many pairs: by the generator that lies beside the project, else from the bundled example. */
export async function makeLog(path, pairs) {
  if (existsSync(generator)) {
    execFileSync(process.execPath, [generator, '--pairs', String(pairs), '--out', path], { stdio: 'ignore' });
    return 'generated from real texts';
  }
  const records = gunzipSync(readFileSync(example))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"') && line.endsWith('}'));
  const stream = createWriteStream(path);
  for (let i = 0; i < pairs; i++) {
    const line = records[i % records.length].replace(/"request_id":"[^"]*"/, `"request_id":"bench-${i}"`);
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  return 'the bundled example, repeated';
}
