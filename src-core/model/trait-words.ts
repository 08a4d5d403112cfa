import type { Trait } from './ledger';
import type { PlainWords } from './meaning';

/** What each trait is called, and which arm's having it alone is worse for users; null where neither is. */
export const TRAIT_WORDS: Readonly<Record<Trait, PlainWords & { worse: 'shadowOnly' | 'prodOnly' | null }>> =
  {
    refusal: { label: 'Refuses', explanation: 'Declines to answer at its start.', worse: 'shadowOnly' },
    hedging: {
      label: 'Hedges',
      explanation: 'Qualifies itself: perhaps, it depends, please note.',
      worse: 'shadowOnly',
    },
    list: { label: 'Lists', explanation: 'Two or more bullet or numbered items.', worse: null },
    heading: { label: 'Headings', explanation: 'A heading line, or a bold line on its own.', worse: null },
    code: { label: 'Code blocks', explanation: 'A fenced block of code.', worse: null },
    table: { label: 'Tables', explanation: 'A Markdown table.', worse: null },
    json: { label: 'Is JSON', explanation: 'The whole output is a JSON object or list.', worse: 'prodOnly' },
    'json-invalid': {
      label: 'Broken JSON',
      explanation: 'Begins like JSON and can not be parsed, where production answers with JSON.',
      worse: 'shadowOnly',
    },
    'tool-call': { label: 'Calls a tool', explanation: 'Holds a tool or function call.', worse: 'prodOnly' },
    numbers: { label: 'Holds numbers', explanation: 'At least one digit.', worse: null },
    'question-back': { label: 'Asks back', explanation: 'Ends with a question.', worse: 'shadowOnly' },
    apology: { label: 'Apologises', explanation: 'Sorry, unfortunately.', worse: 'shadowOnly' },
    'other-language': {
      label: 'Other language',
      explanation: 'Answers in another language than it was asked in.',
      worse: 'shadowOnly',
    },
    empty: { label: 'Empty', explanation: 'Nothing but white space.', worse: 'shadowOnly' },
  };
