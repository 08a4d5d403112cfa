// node bare-judge.mjs URL GAMES IN_FLIGHT FILE: the calls of a judge and nothing else, as a script of ten lines makes them:
// the same SDK as it comes, the prompt in FILE, the verdict parsed and forgotten.
import { readFile } from 'node:fs/promises';
import OpenAI from 'openai';

const [url, games, inFlight, file] = process.argv.slice(2);
const { system, user, schema } = JSON.parse(await readFile(file, 'utf8'));
const client = new OpenAI({ baseURL: url, apiKey: 'none', maxRetries: 0 });
const verdicts = { A: 0, B: 0, TIE: 0 };
let next = 0;

async function ask() {
  while (next < Number(games)) {
    const number = next++;
    const { choices } = await client.chat.completions.create({
      model: 'm',
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: `${user}\n${number}` },
      ],
      max_tokens: 1024,
      temperature: 0,
      response_format: { type: 'json_schema', json_schema: { name: 'verdict', strict: true, schema } },
    });
    verdicts[JSON.parse(choices[0].message.content).verdict]++;
  }
}

await Promise.all(Array.from({ length: Number(inFlight) }, ask));
console.log(JSON.stringify(verdicts));
