import { existsSync, readFileSync } from 'node:fs';

const FOLDER = '../shared/data/text';

/** Opposites to build edits with: all single-word pairs of the WordNet list where it is present, else a few. */
export const OPPOSITES: ReadonlyMap<string, string> = readOpposites();

/** Words with one sense only and another member of that sense. */
export const SYNONYMS: ReadonlyMap<string, string> = readSynonyms();

function readOpposites(): Map<string, string> {
  const path = `${FOLDER}/wordnet-antonyms.tsv`;
  const few =
    'safe dangerous,increase decrease,enable disable,open closed,hot cold,early late,high low,easy difficult';
  const pairs = existsSync(path)
    ? readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('\t'))
    : few.split(',').map((pair) => pair.split(' '));
  const found = new Map<string, string>();
  for (const [a = '', b = ''] of pairs) {
    if (!/^[a-z]{3,}$/.test(a) || !/^[a-z]{3,}$/.test(b)) continue;
    if (!found.has(a)) found.set(a, b);
    if (!found.has(b)) found.set(b, a);
  }
  return found;
}

function readSynonyms(): Map<string, string> {
  const path = `${FOLDER}/wordnet.jsonl`;
  if (!existsSync(path))
    return new Map([
      ['purchase', 'buy'],
      ['assist', 'help'],
      ['automobile', 'car'],
      ['begin', 'start'],
      ['quickly', 'rapidly'],
      ['error', 'mistake'],
    ]);
  const senses = new Map<string, number>();
  const other = new Map<string, string>();
  for (const line of readFileSync(path, 'utf8').trim().split('\n')) {
    const { members } = JSON.parse(line) as { members: string[] };
    for (const member of members) senses.set(member, (senses.get(member) ?? 0) + 1);
    const plain = members.filter((member) => /^[a-z]{4,}$/.test(member));
    for (const [index, member] of plain.entries()) {
      const next = plain[(index + 1) % plain.length];
      if (next !== undefined && next !== member && !other.has(member)) other.set(member, next);
    }
  }
  return new Map([...other].filter(([word]) => senses.get(word) === 1));
}
