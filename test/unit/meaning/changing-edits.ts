import { pick, type Random } from './seeded';
import { OPPOSITES } from './word-lists';

/** Returns the text with one edit that changes what it says; null where the text offers no place for it. */
export type Edit = (text: string, random: Random) => string | null;

/** Replaces one match, drawn at random, outside code fences if any remain. */
function replaceOne(
  pattern: RegExp,
  replace: (match: RegExpExecArray, random: Random) => string | null,
): Edit {
  return (text, random) => {
    const match = pick([...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))], random);
    if (match === null) return null;
    const written = replace(match as RegExpExecArray, random);
    if (written === null || written === match[0]) return null;
    return text.slice(0, match.index) + written + text.slice(match.index + match[0].length);
  };
}

function swapWords(table: Readonly<Record<string, string>>): Edit {
  const pattern = new RegExp(`\\b(?:${Object.keys(table).join('|')})\\b`);
  return replaceOne(pattern, ([word]) => table[word] ?? null);
}

const NAMES = ['Valentina', 'Hiroshi', 'Zurich', 'Norway', 'Okafor', 'Lindqvist', 'Montreal', 'Siemens'];
const SENTENCE = /[^.!?\n]+[.!?](?=\s|$)/;
const STRAY = [
  'The committee will publish its findings next spring.',
  'Shipping to remote islands takes longer than usual.',
  'Our warehouse stores frozen vegetables and fish.',
  'A second opinion from a lawyer costs extra.',
];

const replaceOpposite: Edit = (text, random) => {
  const places = [...text.matchAll(/\b[a-z]{3,}\b/g)].filter(([word]) => OPPOSITES.has(word));
  const place = pick(places, random);
  if (place === null) return null;
  return (
    text.slice(0, place.index) + (OPPOSITES.get(place[0]) ?? '') + text.slice(place.index + place[0].length)
  );
};

const swapRoles: Edit = (text, random) => {
  const pattern =
    /(?<=[a-z,] )([A-Z][a-z]{2,}|[a-z]{4,}) (is|are|was|has|pays|gives|asks|owes|beats|follows|causes|contains|calls|to|from|than|sends|hires|owns) ([A-Z][a-z]{2,}|[a-z]{4,})\b/g;
  const place = pick(
    [...text.matchAll(pattern)].filter(([, a, , b]) => a !== b),
    random,
  );
  if (place === null) return null;
  const [whole, a, middle, b] = place;
  return `${text.slice(0, place.index)}${b} ${middle} ${a}${text.slice(place.index + whole.length)}`;
};

const dropSentence: Edit = (text, random) => {
  const sentences = [...text.matchAll(new RegExp(SENTENCE, 'g'))]
    .slice(1)
    .filter(([sentence]) => sentence.split(' ').length > 5);
  const place = pick(sentences, random);
  return place === null ? null : text.slice(0, place.index) + text.slice(place.index + place[0].length);
};

const addSentence: Edit = (text, random) => {
  const place = pick([...text.matchAll(new RegExp(SENTENCE, 'g'))], random);
  if (place === null) return null;
  const end = place.index + place[0].length;
  return `${text.slice(0, end)} ${pick(STRAY, random)}${text.slice(end)}`;
};

/** Edits that change what a text says, by kind. */
export const CHANGING_EDITS: Readonly<Record<string, Edit>> = {
  'negation inserted': replaceOne(
    /\b(?:is|are|was|were|can|will|should|must|does|has)\b(?! not|n't)/,
    ([verb]) => `${verb} not`,
  ),
  'negation removed': replaceOne(/ (?:not|never)\b|(?<=\b(?:is|are|was|does|do|did|has))n['’]t\b/, () => ''),
  'number changed': replaceOne(/(?<!^\s*)\b\d+(?:\.\d+)?\b/m, ([digits], random) =>
    String(Number(digits) + 1 + Math.floor(random() * 9)),
  ),
  'digits transposed': replaceOne(/(?<!^\s*)\b\d{2,}\b/m, ([digits]) => [...digits].toReversed().join('')),
  'number word changed': swapWords({
    two: 'five',
    three: 'seven',
    four: 'nine',
    five: 'two',
    six: 'eleven',
    ten: 'twenty',
    million: 'billion',
    hundred: 'thousand',
  }),
  'opposite put in': replaceOpposite,
  'all to some': swapWords({
    all: 'some',
    every: 'some',
    All: 'Some',
    Every: 'Some',
    always: 'sometimes',
    most: 'few',
    many: 'few',
  }),
  'must to may': swapWords({ must: 'may', should: 'might', 'has to': 'may', 'need to': 'may' }),
  'may to must': swapWords({ may: 'must', might: 'must', can: 'must', could: 'must' }),
  'more to less': swapWords({
    more: 'less',
    less: 'more',
    higher: 'lower',
    lower: 'higher',
    larger: 'smaller',
    greater: 'smaller',
    faster: 'slower',
    better: 'worse',
  }),
  'before to after': swapWords({
    before: 'after',
    after: 'before',
    Before: 'After',
    After: 'Before',
    above: 'below',
    below: 'above',
    until: 'after',
  }),
  'name replaced': replaceOne(/(?<=[a-z,] )(?!I\b)[A-Z][a-z]{2,}\b/, (_, random) => pick(NAMES, random)),
  'roles swapped': swapRoles,
  'unit changed': swapWords({
    km: 'miles',
    kilometers: 'miles',
    miles: 'kilometers',
    hours: 'minutes',
    minutes: 'hours',
    days: 'weeks',
    weeks: 'months',
    years: 'months',
    months: 'years',
    grams: 'ounces',
    cups: 'teaspoons',
    seconds: 'minutes',
    pounds: 'ounces',
    feet: 'inches',
    ms: 'seconds',
    GB: 'MB',
    kg: 'lb',
  }),
  'currency changed': replaceOne(/\$(?=\d)|(?<=\d ?)dollars\b|€|£/, ([sign]) =>
    sign === 'dollars' ? 'euros' : sign === '€' ? '$' : '€',
  ),
  'date changed': replaceOne(
    /\b(?:January|February|April|June|July|August|October|November|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b|\b(?:19|20)\d\d\b/,
    ([date]) => (/^\d/.test(date) ? String(Number(date) + 3) : date.endsWith('day') ? 'Sunday' : 'December'),
  ),
  'clause dropped': replaceOne(
    /, (?:which|who|because|but|so|if|when|while|where|although|since|unless|and)\b[^.,;\n]{25,}(?=[.\n])/,
    () => '',
  ),
  'sentence dropped': dropSentence,
  'sentence added': addSentence,
  'cut off': (text) => (text.length < 300 ? null : text.slice(0, Math.floor(text.length / 2))),
  'operator changed': replaceOne(
    / (?:\+|-|\*|<|>|<=|>=|==|!=) (?=[\w($])/,
    ([operator]) =>
      ({
        ' + ': ' - ',
        ' - ': ' + ',
        ' * ': ' + ',
        ' < ': ' > ',
        ' > ': ' < ',
        ' <= ': ' < ',
        ' >= ': ' > ',
        ' == ': ' != ',
        ' != ': ' == ',
      })[operator] ?? null,
  ),
  'identifier changed': replaceOne(
    /\b[a-z]+_[a-z_]+\b|\b[a-z]+[A-Z][a-zA-Z]+\b/,
    ([name]) => `${name.slice(0, -1)}Total`,
  ),
  'constant flipped': swapWords({
    true: 'false',
    false: 'true',
    True: 'False',
    False: 'True',
    null: 'true',
    None: 'True',
  }),
  'refused instead': () =>
    "I'm sorry, but I can't help with that request. Please ask somebody who is qualified to advise you.",
  'other language': () =>
    'Das ist leider nicht ganz einfach zu sagen, aber die wichtigsten Punkte sind hier kurz und verständlich für Sie aufgeführt.',
  'only put in': replaceOne(/\b(?:is|are|can|will)\b(?! only)/, ([verb]) => `${verb} only`),
  'without put in': swapWords({ with: 'without', without: 'with', if: 'unless', unless: 'if' }),
  'statement denied': replaceOne(
    /(?<=\. )[A-Z][a-z]+ (?:is|are|was|will|can)\b/,
    ([start]) => `It is not true that ${start.charAt(0).toLowerCase()}${start.slice(1)}`,
  ),
};
