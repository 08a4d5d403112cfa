import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { writePlantedLog } from './planted-log';

const CLI = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const SAMPLE = fileURLToPath(new URL('../../docs/examples/gate.yml', import.meta.url));

interface Step {
  name?: string;
  run?: string;
  if?: string;
}

let bin: string;
beforeAll(async () => {
  bin = await mkdtemp(join(tmpdir(), 'gnomon-bin-'));
  await writeFile(join(bin, 'gnomon'), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  await chmod(join(bin, 'gnomon'), 0o755);
});
afterAll(() => rm(bin, { recursive: true, force: true }));

/** Runs the steps of the sample as GitHub does: a failed step skips what follows, but for `if: always()`. */
async function runPipeline(plan: object): Promise<{ ran: string[]; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-pipeline-'));
  await writePlantedLog(join(folder, 'shadow.jsonl'), { pairs: 600 });
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan));
  await writeFile(join(folder, 'deploy.sh'), '#!/bin/sh\ncp "$1" deployed.yaml\n');
  await chmod(join(folder, 'deploy.sh'), 0o755);
  const workflow = parse(await readFile(SAMPLE, 'utf8')) as { jobs: { rollout: { steps: Step[] } } };
  const ran: string[] = [];
  let failed = false;
  for (const { name, run, if: condition } of workflow.jobs.rollout.steps) {
    if (run === undefined || (failed && condition !== 'always()')) continue;
    ran.push(name!);
    const env = {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      GNOMON_DATA_DIR: join(folder, 'data'),
    };
    if (spawnSync('bash', ['-e', '-c', run], { cwd: folder, env }).status !== 0) failed = true;
  }
  return { ran, folder };
}

const lenient = (margin: number) => ({
  criteria: {
    latency_p95_ratio: { threshold: 3 },
    error_rate: { margin },
    win_rate: { required: false },
    similarity: { threshold: 0.5 },
    coverage: { threshold: 100 },
  },
});

describe.skipIf(process.platform === 'win32')('the sample pipeline', () => {
  it('stops before it deploys when the verdict is not GO, and still keeps the report', async () => {
    const { ran, folder } = await runPipeline({});
    expect(ran).toEqual(['Decide', 'Keep the report, whatever the verdict']);
    await expect(readFile(join(folder, 'deployed.yaml'))).rejects.toThrow('ENOENT');
    expect(await readFile(join(folder, 'reports/report.html'), 'utf8')).toContain('</html>');
    await rm(folder, { recursive: true, force: true });
  });

  it('deploys with the rollout plan on GO', async () => {
    const { ran, folder } = await runPipeline(lenient(0.2));
    expect(ran).toContain('Deploy');
    const [template, rollout] = parseAllDocuments(await readFile(join(folder, 'deployed.yaml'), 'utf8')).map(
      (document) => document.toJS() as { kind: string; metadata: { annotations: Record<string, string> } },
    );
    expect([template?.kind, rollout?.kind]).toEqual(['AnalysisTemplate', 'Rollout']);
    // The ladder and the report go by the plan that the gate went by.
    expect(template?.metadata.annotations['gnomon/standing']).toContain('Canary 5 % may begin');
    expect(await readFile(join(folder, 'reports/report.junit.xml'), 'utf8')).toContain(
      '<property name="verdict" value="GO"/>',
    );
    await rm(folder, { recursive: true, force: true });
  });
});
