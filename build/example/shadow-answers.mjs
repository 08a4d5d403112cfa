import * as answers from './answers.mjs';

/** @typedef {import('./answers.mjs').Answer} Answer */
/** @typedef {import('./random.mjs').Random} Random */

/**
 * How the shadow answers where it answers: probabilities. What is left is said in other words.
 * A defect that an answer does not allow for (broken JSON in prose) becomes rewording.
 */
export const BEHAVIOUR = {
  text: {
    identical: 0.33,
    refolded: 0.025,
    wrongNumber: 0.016,
    droppedNegation: 0.016,
    refusal: 0.006,
    truncated: 0.007,
    languageSwitch: 0.02,
  },
  json: { identical: 0.6, refolded: 0.26, wrongNumber: 0.04, brokenJson: 0.09, refusal: 0.01 },
  /** Refunds in German: the slice that regresses. */
  regressed: { identical: 0.2, refolded: 0.01, wrongNumber: 0.24, droppedNegation: 0.05, truncated: 0.03 },
};

/** Kinds of answers that are worse than production's. */
export const DEFECTS = /** @type {const} */ ([
  'wrongNumber',
  'droppedNegation',
  'refusal',
  'truncated',
  'languageSwitch',
  'brokenJson',
]);

/**
 * The shadow's answer to the same request.
 * @param {{ random: Random, answer: Answer, regressed: boolean }} options
 * @returns {{ text: string, kind: string }} kind: identical, refolded, reworded or a defect
 */
export function shadowAnswer({ random, answer, regressed }) {
  const behaviour =
    answer.choice === null ? BEHAVIOUR.json : regressed ? BEHAVIOUR.regressed : BEHAVIOUR.text;
  const kind = drawKind(random, behaviour);
  const text = variant({ random, answer, kind, regressed });
  if (text !== null) return { text, kind };
  return { text: answers.reword({ random, answer }), kind: 'reworded' };
}

/**
 * @param {Random} random
 * @param {Readonly<Record<string, number>>} behaviour
 */
function drawKind(random, behaviour) {
  const rest = 1 - Object.values(behaviour).reduce((total, probability) => total + probability, 0);
  return random.weighted({ ...behaviour, reworded: Math.max(0, rest) });
}

/**
 * @param {{ random: Random, answer: Answer, kind: string, regressed: boolean }} options
 * @returns {string | null}
 */
function variant({ random, answer, kind, regressed }) {
  switch (kind) {
    case 'identical':
      return answer.text;
    case 'refolded':
      return answers.refold({ random, answer });
    case 'wrongNumber':
      return answers.misstate({ random, answer, ...(regressed && { prefer: 'amount' }) });
    case 'droppedNegation':
      return answers.dropNegation(answer);
    case 'refusal':
      return answers.refuse({ random, lang: answer.lang });
    case 'truncated':
      return answers.truncate({ random, answer });
    case 'languageSwitch':
      return answers.switchLanguage({ random, answer });
    case 'brokenJson':
      return answers.breakJson({ random, answer });
    default:
      return null;
  }
}
