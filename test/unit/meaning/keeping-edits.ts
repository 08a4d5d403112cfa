import type { Edit } from './changing-edits';
import { pick } from './seeded';
import { SYNONYMS } from './word-lists';

/** Replaces everywhere but in code, where every character counts. */
function replaceAll(table: readonly (readonly [RegExp, string])[]): Edit {
  return (text) => {
    if (text.includes('```')) return null;
    const parts = text.split(/(`[^`\n]*`)/);
    const written = parts.map((part, index) => (index % 2 === 1 ? part : replaceIn(part, table))).join('');
    return written === text ? null : written;
  };
}

function replaceIn(text: string, table: readonly (readonly [RegExp, string])[]): string {
  let written = text;
  for (const [pattern, replacement] of table) written = written.replace(pattern, replacement);
  return written;
}

const FENCE = '```';

function outsideCode(edit: Edit): Edit {
  return (text, random) => (text.includes(FENCE) ? null : edit(text, random));
}

const LIST = /(?:^(?:[-*] |\d+\. )[^\n]+(?:\n|$)){2,}/m;

const PREAMBLES = [
  'Sure! Here is what you asked for:\n\n',
  'Certainly!\n\n',
  "Of course! I'd be happy to help.\n\n",
  'Great question! Here are the details:\n',
  'Sure, here is the answer:\n\n',
  'Thank you for reaching out. I am happy to help with this.\n\n',
];
const CLOSINGS = [
  '\n\nI hope this helps!',
  '\n\nLet me know if you have any questions.',
  ' Feel free to ask if anything is unclear.',
  '\n\nIf you need further assistance, please do not hesitate to ask.',
  '\nHave a great day!',
];

/** Words that the word list knows in a rare sense only, or whose listed synonym says something else. */
const NO_SYNONYM = new Set(['might', 'using', 'days', 'years', 'will', 'must', 'many', 'data', 'desired']);

const replaceSynonyms: Edit = outsideCode((text, random) => {
  const places = [...text.matchAll(/(?<=[a-z,] )[a-z]{4,}(?=[ ,.;])/g)].filter(
    ([word]) => SYNONYMS.has(word) && !NO_SYNONYM.has(word),
  );
  let written = text;
  for (let times = 0; times < 2; times++) {
    const word = pick(places, random)?.[0];
    if (word !== undefined)
      written = written.replace(new RegExp(`(?<=[a-z,] )${word}(?=[ ,.;])`), SYNONYMS.get(word) ?? word);
  }
  return written === text ? null : written;
});

const reorderList: Edit = (text, random) => {
  const list = LIST.exec(text);
  if (list === null) return null;
  const lines = list[0].trimEnd().split('\n');
  const marks = lines.map((line) => /^(?:[-*] |\d+\. )/.exec(line)?.[0] ?? '');
  const bodies = lines.map((line, index) => line.slice(marks[index]?.length));
  const turn = 1 + Math.floor(random() * (bodies.length - 1));
  const turned = [...bodies.slice(turn), ...bodies.slice(0, turn)];
  const end = list[0].endsWith('\n') ? '\n' : '';
  return (
    text.slice(0, list.index) +
    turned.map((body, index) => (marks[index] ?? '') + body).join('\n') +
    end +
    text.slice(list.index + list[0].length)
  );
};

const rewrap: Edit = outsideCode((text) => {
  const lines = text
    .split('\n')
    .map((line) => (/^\s*(?:[-*#>|]|\d)/.test(line) ? line : line.replace(/(.{50,70}) /g, '$1\n')));
  const written = lines.join('\n');
  return written === text ? null : written;
});

const bullets: Edit = outsideCode((text) => {
  if (/^\s*[-*\d]/m.test(text)) return null;
  const sentences = text.match(/[^.!?\n]+[.!?]+(?=\s|$)/g);
  return sentences === null ||
    sentences.length < 3 ||
    sentences.join('').replace(/\s/g, '') !== text.replace(/\s/g, '')
    ? null
    : sentences.map((sentence) => `- ${sentence.trim()}`).join('\n');
});

/** Edits that leave what a text says as it is, by kind. */
export const KEEPING_EDITS: Readonly<Record<string, Edit>> = {
  synonyms: replaceSynonyms,
  'contractions made': replaceAll([
    [/\b(is|are|was|do|does|did|has|have|should|would|could) not\b/g, "$1n't"],
    [/\b(cannot|can not)\b/g, "can't"],
    [/\b([Ii]t|[Tt]hat|[Tt]here) is\b/g, "$1's"],
    [/\b([Yy]ou|[Tt]hey|[Ww]e) are\b/g, "$1're"],
    [/\bI am\b/g, "I'm"],
    [/\b(you|we|they|I) will\b/g, "$1'll"],
  ]),
  'contractions expanded': replaceAll([
    [/\b(is|are|was|do|does|did|has|have|should|would|could)n['’]t\b/g, '$1 not'],
    [/\bcan['’]t\b/g, 'cannot'],
    [/\bwon['’]t\b/g, 'will not'],
    [/\b([Ii]t|[Tt]hat|[Hh]ere)['’]s\b/g, '$1 is'],
    [/\b([Yy]ou|[Tt]hey|[Ww]e)['’]re\b/g, '$1 are'],
    [/\bI['’]m\b/g, 'I am'],
    [/\b(you|we|they|I)['’]ll\b/g, '$1 will'],
  ]),
  'list reordered': reorderList,
  'bold added': outsideCode((text) =>
    text.replace(/(?<=[a-z] )([a-z]{5,})(?= )/, '**$1**').replace(/^([A-Z][\w ]{3,30}:)/gm, '**$1**'),
  ),
  'heading added to lines': outsideCode((text) =>
    /^[A-Z][\w ]{3,40}:?$/m.test(text) ? text.replace(/^([A-Z][\w ]{3,40}:?)$/gm, '## $1') : null,
  ),
  'sentences as bullets': bullets,
  'Markdown removed': outsideCode((text) => {
    const written = text
      .replace(/\*\*([^*\n]+)\*\*/g, '$1')
      .replace(/^#{1,6} /gm, '')
      .replace(/`([^`\n]+)`/g, '$1');
    return written === text ? null : written;
  }),
  'bullet style': replaceAll([
    [/^- /gm, '* '],
    [/^(\d+)\. /gm, '$1) '],
  ]),
  'numbers as bullets': replaceAll([[/^\d+\. /gm, '- ']]),
  'British spelling': replaceAll([
    [
      /\b(organ|real|recogn|util|optim|summar|custom|maxim|minim|analy|emphas|visual|priorit)(?:iz|yz)(e|es|ed|ing|ation)\b/g,
      '$1is$2',
    ],
    [/\b(col|fav|behavi|flav|lab|neighb|hon)or(s|ed|ite|ing|able)?\b/g, '$1our$2'],
    [/\bcenter(s?)\b/g, 'centre$1'],
    [/\b(kilo|centi|milli)?meter(s?)\b/g, '$1metre$2'],
    [/\b(travel|cancel|model|label)(ed|ing)\b/g, '$1l$2'],
    [/\bgray\b/g, 'grey'],
    [/\bdefense\b/g, 'defence'],
    [/\bcatalog\b/g, 'catalogue'],
  ]),
  'thousands grouped': replaceAll([
    [
      /(?<![\w.,:/-]|(?:in|of|since|by|[A-Z]\w+|\d,) )(?!(?:19|20)\d\d\b)(\d{1,3})(\d{3})(?![\w.,:/%-])/g,
      '$1,$2',
    ],
  ]),
  'grouping removed': replaceAll([[/\b(\d{1,3}),(\d{3})\b/g, '$1$2']]),
  'small numbers in words': replaceAll([
    [/(?<=[a-z] )2(?= [a-z])/g, 'two'],
    [/(?<=[a-z] )3(?= [a-z])/g, 'three'],
    [/(?<=[a-z] )5(?= [a-z])/g, 'five'],
    [/(?<=[a-z] )12(?= [a-z])/g, 'twelve'],
    [/(?<=[a-z] )20(?= [a-z])/g, 'twenty'],
    [/(?<=[a-z] )25(?= [a-z])/g, 'twenty-five'],
  ]),
  'number words as digits': replaceAll([
    [/\b(?<![-\w] ?)two\b/g, '2'],
    [/\bthree\b/g, '3'],
    [/\bfour\b/g, '4'],
    [/\bten\b/g, '10'],
  ]),
  percent: replaceAll([
    [/(\d)%/g, '$1 percent'],
    [/(\d) percent\b/g, '$1%'],
  ]),
  'decimals added': replaceAll([[/\$(\d+)(?![\d.,])/g, '$$$1.00']]),
  'dollars in words': replaceAll([[/(?<![\w$])\$(\d+(?:\.\d+)?)(?= [a-z]{2,}|[.,](?:\s|$))/g, '$1 dollars']]),
  preamble: (text, random) => `${pick(PREAMBLES, random)}${text}`,
  closing: (text, random) => `${text.trimEnd()}${pick(CLOSINGS, random)}`,
  'blanks added': outsideCode((text) => text.replace(/\n/g, '\n\n').replace(/([.!?]) (?=[A-Z])/g, '$1  ')),
  'lines rewrapped': rewrap,
  'typographic quotes': replaceAll([
    [/(\w)'(\w)/g, '$1’$2'],
    [/"([^"\n]+)"/g, '“$1”'],
  ]),
  'typographic dashes': replaceAll([
    [/ - (?=[a-z])/g, ' – '],
    [/ — /g, ' – '],
  ]),
  'decomposed letters': (text) => (text.normalize('NFD') === text ? null : text.normalize('NFD')),
  'such as in full': replaceAll([
    [/\be\.g\.,?/g, 'for example'],
    [/\bfor example\b/g, 'for instance'],
    [/\bin order to\b/g, 'to'],
  ]),
  'words linked otherwise': replaceAll([
    [/\bHowever, /g, 'Nevertheless, '],
    [/\bTherefore, /g, 'Thus, '],
    [/\bAdditionally, /g, 'In addition, '],
    [/\bhas to\b/g, 'must'],
    [/\bapproximately\b/g, 'about'],
    [/\bcan be used to\b/g, 'helps to'],
  ]),
  'date format': replaceAll([
    [
      /\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})\b/g,
      '$2 $1 $3',
    ],
  ]),
  'other courtesies': (text, random) =>
    `${pick(['Hello! ', 'Okay, let us look at this.\n\n', 'Absolutely! Happy to assist.\n\n', 'Here you go:\n\n'], random)}\n${text.trimEnd()}\n\n${pick(['Good luck!', 'Would you like to know more?', 'Thanks for your patience.'], random)}`,
  'unit names shortened': replaceAll([
    [/(\d) kilomet(?:er|re)s?\b/g, '$1 km'],
    [/(\d) hours\b/g, '$1 hrs'],
    [/(\d) minutes\b/g, '$1 min'],
    [/(\d) grams\b/g, '$1 g'],
    [/(\d) meters\b/g, '$1 m'],
    [/(\d) seconds\b/g, '$1 sec'],
  ]),
  'serial comma removed': replaceAll([[/(\w+, \w+), (and|or) /g, '$1 $2 ']]),
  'semicolons for full stops': replaceAll([[/([a-z]{4,})\. (It|They|This|You|The) /g, '$1; $2 ']]),
  'italics added': outsideCode((text) => text.replace(/(?<=[a-z] )([a-z]{6,})(?= [a-z])/g, '*$1*')),
  'dots at list ends removed': replaceAll([[/^((?:[-*]|\d+\.) [^\n]+[a-z])\.$/gm, '$1']]),
  'and as a sign': replaceAll([[/([a-z]) and ([a-z])/g, '$1 & $2']]),
};
