/** Words whose British and American (or older and newer) spellings follow no rule. */
const SPELLINGS = new Map(
  `grey gray,programme program,programmes programs,cheque check,cheques checks,tyre tire,tyres tires,kerb curb,
  plough plow,sceptical skeptical,sceptic skeptic,mould mold,moult molt,storey story,storeys stories,draught draft,
  whilst while,amongst among,towards toward,afterwards afterward,forwards forward,backwards backward,
  learnt learned,burnt burned,dreamt dreamed,spelt spelled,spoilt spoiled,leapt leaped,judgement judgment,
  acknowledgement acknowledgment,ageing aging,cosy cozy,jewellery jewelry,aluminium aluminum,pyjamas pajamas,
  manoeuvre maneuver,artefact artifact,artefacts artifacts,practise practice,practised practiced,practising practicing,
  licence license,licences licenses,defence defense,offence offense,pretence pretense,enrol enroll,fulfil fulfill,
  instalment installment,skilful skillful,wilful willful,mum mom,maths math,okay ok,e-mail email,per-cent percent,
  catalogue catalog,dialogue dialog,analogue analog,sulphur sulfur,yoghurt yogurt,doughnut donut,disc disk,
  encyclopaedia encyclopedia,anaesthetic anesthetic,foetus fetus,oestrogen estrogen,paediatric pediatric,
  orientated oriented,co-operate cooperate,co-operation cooperation,co-ordinate coordinate,alright ok`
    .split(',')
    .map((pair) => pair.trim().split(' ') as [string, string]),
);

/** Endings and stems of British spellings with their American counterparts, applied in this order. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [
    /^(?!(?:a?ris|p?rais|nois|pois|precis|promis|exercis|disab|advis|surpris|compris|otherwis|likewis|wis))(.+)is(e|es|ed|er|ers|ing|ation|ations|able)$/,
    '$1iz$2',
  ],
  [/ys(e|es|ed|er|ers|ing)$/, 'yz$1'],
  [
    /^(?!(?:h|f|y|t|p|s|st)?our)(.+)our(s|ed|ing|ful|able|ably|ite|ites|less|hood|al|er|ers|y|ly)?$/,
    '$1or$2',
  ],
  [/([bt])re(s|d)?$/, '$1er$2'],
  [/([aeiou][^aeiou]+[aeiou])ll(ed|er|ers|ing|ment|or|ors|ous)$/, '$1l$2'],
  [/ogue(s)?$/, 'og$1'],
  [/aemi/, 'emi'],
];

/**
 * One spelling for each British and American pair of spellings: a key to compare by, not a word to show (an
 * unusual word may become no word at all, on both sides alike).
 */
export function foldSpelling(word: string): string {
  const listed = SPELLINGS.get(word);
  if (listed !== undefined) return listed;
  if (word.length < 5) return word;
  let folded = word;
  for (const [pattern, replacement] of RULES) folded = folded.replace(pattern, replacement);
  return folded;
}

const IS = new Set(
  'it that there here what who where how when why he she this everything nothing something one'.split(' '),
);
const WHOLE = new Map<string, readonly string[]>([
  ["won't", ['will', 'not']],
  ["shan't", ['shall', 'not']],
  ["can't", ['can', 'not']],
  ['cannot', ['can', 'not']],
  ["ain't", ['is', 'not']],
  ["let's", ['let', 'us']],
  ["y'all", ['you', 'all']],
  ['gonna', ['going', 'to']],
  ['wanna', ['want', 'to']],
  ["o'clock", ["o'clock"]],
]);
const ENDINGS = new Map([
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
  ["'d", 'would'],
  ["'m", 'am'],
]);

/** The words that a lower-case word with straight apostrophes stands for: don't → do not, it's → it is, Ann's → ann. */
export function expandContraction(word: string): readonly string[] {
  const whole = WHOLE.get(word);
  if (whole !== undefined) return whole;
  const at = word.lastIndexOf("'");
  if (at < 0) return [word];
  if (word.endsWith("n't")) return [word.slice(0, -3), 'not'];
  const [stem, ending] = [word.slice(0, at), word.slice(at)];
  const full = ENDINGS.get(ending);
  if (full !== undefined && stem !== '') return [stem, full];
  if (ending === "'s") return IS.has(stem) ? [stem, 'is'] : [stem];
  return ending === "'" && stem !== '' ? [stem] : [word];
}
