import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareMeaning } from '@core/meaning/compare-meaning';

const SHADOW = new URL('../../../../shared/data/shadow/', import.meta.url).pathname;
const EACH = 150;
const FEWEST = 10;

/** Edits that keep the meaning. The checks were never adjusted to any of them: they were written, and measured, once. */
const KEEPING: Readonly<Record<string, (text: string) => string>> = {
  'e.g. written out': (text) => text.replace(/\be\.g\.,?/g, 'for example,'),
  'for example shortened': (text) => text.replace(/\b[Ff]or example,/g, 'e.g.'),
  'and as a sign': (text) => text.replace(/ and /, ' & '),
  'closing courtesy': (text) => `${text}\n\nLet me know if you have any further questions!`,
  'closing offer': (text) => `${text}\n\nFeel free to reach out if anything is unclear.`,
  'opening praise': (text) => `Great question! ${text}`,
  'opening line': (text) => `Of course. Below is the answer:\n\n${text}`,
  'first words bold': (text) => text.replace(/^(\w+ \w+)/, '**$1**'),
  'percent in a word': (text) => text.replace(/(\d)%/g, '$1 percent'),
  'also added': (text) => text.replace(/\. ([A-Z])/, (_, first: string) => `. Also, ${first.toLowerCase()}`),
  'however to but': (text) => text.replace(/\bHowever, /, 'But '),
  'approximately to about': (text) => text.replace(/\bapproximately\b/g, 'about'),
  'because to since': (text) => text.replace(/\bbecause\b/g, 'since'),
  'help to assist': (text) => text.replace(/\bhelp\b/g, 'assist'),
  'many to numerous': (text) => text.replace(/\bmany\b/g, 'numerous'),
  'dollars in a word': (text) => text.replace(/\$(\d+)\b(?![.,]\d)/g, '$1 dollars'),
  'lines apart': (text) => text.replace(/\n/g, '\n\n'),
  'label as heading': (text) => text.replace(/^([A-Z][\w ]{3,30}):$/gm, '## $1'),
};

function answers(): string[] {
  return ['arena-hard-gpt4-0314-vs-0613.jsonl', 'gsm8k-6b-vs-175b.jsonl'].flatMap((name) =>
    readFileSync(`${SHADOW}${name}`, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { prod: { response?: string } }).prod.response ?? ''),
  );
}

describe.skipIf(!existsSync(SHADOW))('kinds of edit that the checks were never adjusted to', () => {
  it('are flagged in at most 10 % of the texts whose meaning they keep', () => {
    const texts = answers();
    const kinds = Object.values(KEEPING).map((edit) => {
      const edited = texts
        .map((text) => ({ text, changed: edit(text) }))
        .filter(({ text, changed }) => text !== changed)
        .slice(0, EACH);
      const flagged = edited.filter(({ text, changed }) =>
        ['changed', 'different'].includes(compareMeaning(text, changed, null).class),
      );
      return { n: edited.length, flagged: flagged.length };
    });
    const enough = kinds.filter(({ n }) => n >= FEWEST);
    expect(enough.length).toBeGreaterThan(15);
    const mean = enough.reduce((sum, { n, flagged }) => sum + flagged / n, 0) / enough.length;
    const pooled =
      enough.reduce((sum, { flagged }) => sum + flagged, 0) / enough.reduce((sum, { n }) => sum + n, 0);
    expect(mean).toBeLessThanOrEqual(0.1);
    expect(pooled).toBeLessThanOrEqual(0.1);
  });
});
