#!/usr/bin/env node
// A judge to try the workbench with: node test/fakes/judge-server.mjs [--port 8787] [--latency 200] [--accuracy 0.8]
// [--bias 0.2] [--limit 50] [--key secret] [--truth pairs.csv]. OpenAI's protocol at http://127.0.0.1:8787/v1, Anthropic's
// and Ollama's at http://127.0.0.1:8787.
import { parseArgs } from 'node:util';
import { humanTruth } from './judge/human-truth.mjs';
import { startJudgeServer } from './judge/server.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    latency: { type: 'string', default: '200' },
    accuracy: { type: 'string', default: '0.8' },
    bias: { type: 'string', default: '0.2' },
    limit: { type: 'string', default: 'Infinity' },
    key: { type: 'string' },
    truth: { type: 'string' },
  },
});
const server = await startJudgeServer({
  port: Number(values.port),
  latencyMs: Number(values.latency),
  most: Number(values.limit),
  key: values.key ?? null,
  planted: {
    accuracy: Number(values.accuracy),
    firstBias: Number(values.bias),
    truth: values.truth === undefined ? () => null : humanTruth(values.truth).truth,
  },
});
process.stdout.write(`${server.url}\n`);
