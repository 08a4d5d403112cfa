import { existsSync, readFileSync } from 'node:fs';

const FOLDER = '../shared/data/shadow';
const FILES = ['arena-hard-gpt4-0314-vs-0613.jsonl', 'gsm8k-6b-vs-175b.jsonl'].map(
  (name) => `${FOLDER}/${name}`,
);
const LONGEST = 3000;
const OF_A_FILE = 400;

export const hasRealAnswers = FILES.every((path) => existsSync(path));

/** Production answers of the real logs, cut at 3 000 characters; none where the logs are absent. */
export function realAnswers(): string[] {
  if (!hasRealAnswers) return [];
  return FILES.flatMap((path) =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .slice(0, OF_A_FILE)
      .map((line) => (JSON.parse(line) as { prod: { response: string | null } }).prod.response ?? '')
      .map((text) =>
        text.length > LONGEST ? text.slice(0, text.lastIndexOf('\n', LONGEST) + 1 || LONGEST) : text,
      )
      .filter((text) => text.length > 40),
  );
}
