/** What an exact check on aligned passages can find; the order is the one shown. */
export const FLAG_KINDS = [
  'refusal',
  'language',
  'json-invalid',
  'json-structure',
  'negation',
  'number',
  'date',
  'unit',
  'currency',
  'quantifier',
  'modal',
  'comparative',
  'antonym',
  'name',
  'code-identifier',
  'operator',
  'sentence-dropped',
  'sentence-added',
] as const;

export type FlagKind = (typeof FLAG_KINDS)[number];

/** A piece of one output: UTF-16 offsets into it (end exclusive) and the characters between them. */
export interface Passage {
  start: number;
  end: number;
  text: string;
}

/** One sign of a changed meaning with the passages that raised it; null where an arm holds no counterpart. */
export interface MeaningFlag {
  kind: FlagKind;
  prod: Passage | null;
  shadow: Passage | null;
}

/** Plain class of a pair; see `MEANING_CLASSES` for what each says. */
export type MeaningClass = 'same' | 'reworded' | 'changed' | 'different';

export interface MeaningComparison {
  class: MeaningClass;
  /** At most eight of a kind, in order of kind, then of place. */
  flags: MeaningFlag[];
}

/** What the checks say of one pair of a workspace. */
export interface PairMeaning {
  seq: number;
  /** Cosine of the outputs' embeddings; null where not measured. */
  similarity: number | null;
  /**
   * Computed from the texts each time, so its passages always fit them: offsets count the UTF-16 units of the outputs as
   * they are stored, before invisible characters are made visible. Null when an arm has no text.
   */
  comparison: MeaningComparison | null;
}

/** Label and explanation for people. */
export interface PlainWords {
  label: string;
  explanation: string;
}

export const MEANING_CLASSES: Readonly<Record<MeaningClass, PlainWords>> = {
  same: {
    label: 'Same',
    explanation: 'The texts are equal but for layout, spelling, number formats, list order and courtesies.',
  },
  reworded: {
    label: 'Reworded',
    explanation: 'Other words, the same meaning as far as exact checks can tell.',
  },
  changed: {
    label: 'Changed',
    explanation: 'The texts are alike, but at least one check says the meaning may differ.',
  },
  different: {
    label: 'Different',
    explanation: 'Hardly any sentence of one text has a counterpart in the other.',
  },
};

export const FLAG_WORDS: Readonly<Record<FlagKind, PlainWords>> = {
  refusal: { label: 'Refusal', explanation: 'One arm refuses to answer, the other answers.' },
  language: { label: 'Language', explanation: 'The arms answer in different languages.' },
  'json-invalid': { label: 'Invalid JSON', explanation: 'One output is valid JSON, the other is not.' },
  'json-structure': {
    label: 'JSON structure',
    explanation: 'Both outputs are JSON, but a field is missing, added or of another type.',
  },
  negation: { label: 'Negation', explanation: 'A statement is negated in one arm only.' },
  number: { label: 'Number', explanation: 'A number differs, is missing or has moved to another place.' },
  date: { label: 'Date or time', explanation: 'A date, weekday, month or time of day differs.' },
  unit: { label: 'Unit', explanation: 'A quantity is given in another unit.' },
  currency: { label: 'Currency', explanation: 'An amount is given in another currency.' },
  quantifier: {
    label: 'Quantifier',
    explanation: 'How many or how often differs: all, most, some, only, always.',
  },
  modal: { label: 'Obligation', explanation: 'What must, should, may or can be done differs.' },
  comparative: {
    label: 'Direction',
    explanation: 'A comparison or direction is turned: more and less, before and after.',
  },
  antonym: { label: 'Opposite', explanation: 'A word is replaced by its opposite.' },
  name: {
    label: 'Name or role',
    explanation: 'A name is replaced by another, or two things have changed places.',
  },
  'code-identifier': {
    label: 'Code identifier',
    explanation: 'Another name is used in code, a path or an address.',
  },
  operator: { label: 'Operator', explanation: 'An operator or a sign in code or arithmetic differs.' },
  'sentence-dropped': {
    label: 'Left out',
    explanation: 'The production output says something that the shadow output leaves out.',
  },
  'sentence-added': {
    label: 'Added',
    explanation: 'The shadow output says something that the production output does not.',
  },
};
