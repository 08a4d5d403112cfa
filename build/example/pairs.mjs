import { compose } from './answers.mjs';
import { answered, countTokens, drawFailures, drawLatencies, failed } from './arms.mjs';
import { FIRST_DAY, load, makeRequests } from './requests.mjs';
import { shadowAnswer } from './shadow-answers.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {ReturnType<typeof makePair>['record']} PairRecord */

/** The slice that regresses. */
export const REGRESSED = { intent: 'refund', lang: 'de' };
/** Probability that the shadow is not asked at all, since it was shed under load; scaled by the hour's load. */
export const SHED = 0.0045;
const HOUR_MS = 3_600_000;

/**
 * @param {{ random: Random, count: number }} options
 * @returns {ReturnType<typeof makePair>[]} in order of time
 */
export function makePairs({ random, count }) {
  return makeRequests({ random, count }).map((request) => makePair({ random, request }));
}

/**
 * One record of the log, and how the shadow's answer was made (null where it did not answer).
 * @param {{ random: Random, request: import('./requests.mjs').Request }} options
 */
function makePair({ random, request }) {
  const { id, timestamp, intent, lang, facts, ask, messages, tags } = request;
  const regressed = intent === REGRESSED.intent && lang === REGRESSED.lang;
  const prompt = messages === null ? ask : messages.map(({ content }) => content).join('\n');
  const answer = compose({ random, intent, lang, facts });
  const shadow = shadowAnswer({ random, answer, regressed });
  const latencies = drawLatencies({
    random,
    load: load(timestamp),
    tokens: { prod: countTokens(answer.text), shadow: countTokens(shadow.text) },
    regressed,
  });
  const failures = drawFailures({
    random,
    hour: Math.floor((timestamp - FIRST_DAY) / HOUR_MS),
    regressed,
  });
  const shed = random.chance(SHED * load(timestamp));
  const record = {
    request_id: id,
    timestamp: `${new Date(timestamp).toISOString().slice(0, 19)}Z`,
    ...(messages === null ? { prompt: ask } : { messages }),
    prod: failures.prod
      ? failed({ random, arm: 'prod', prompt, error: failures.prod })
      : answered({ arm: 'prod', prompt, text: answer.text, latency: latencies.prod }),
    shadow: shed
      ? null
      : failures.shadow
        ? failed({ random, arm: 'shadow', prompt, error: failures.shadow })
        : answered({ arm: 'shadow', prompt, text: shadow.text, latency: latencies.shadow }),
    tags,
  };
  return { record, kind: shed || failures.shadow ? null : shadow.kind };
}
