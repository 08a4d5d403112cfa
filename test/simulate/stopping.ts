import { isDecided } from '@core/engine/judge/stop-rule';
import { RunningTally } from '@core/judge/running-tally';
import type { JudgeVerdict } from '@core/model/judge';
import { seeded } from '../unit/stats/samples';
import type { WrongVerdicts } from './simulate';

/** A judge that finds no arm better on the whole, so that a run that is decided early is wrong. */
export interface StoppingWorld {
  name: string;
  /** Pairs in the order in which they are judged. */
  draw(random: ReturnType<typeof seeded>): { verdict: JudgeVerdict; user: string | null }[];
}

const PAIRS = 2000;
/** Judgements between two looks; a run looks after each, which finds hardly more. */
const EVERY = 10;

/** Half of the preference is the user's: five pairs each, or between 1 and 39. */
function users(
  name: string,
  { sizes, robust }: { sizes: readonly number[]; robust: boolean },
): StoppingWorld {
  return {
    name,
    draw({ normal, uniform }) {
      const pairs: { verdict: JudgeVerdict; user: string | null; at: number }[] = [];
      for (let user = 0; pairs.length < PAIRS; user++) {
        const lean = normal();
        for (let i = 0; i < sizes[user % sizes.length]!; i++) {
          const verdict = verdictOf(Math.sqrt(0.5) * lean + Math.sqrt(0.5) * normal(), 0.4);
          pairs.push({ verdict, user: robust ? `u${user}` : null, at: uniform() });
        }
      }
      return pairs.toSorted((a, b) => a.at - b.at);
    },
  };
}

function alone(name: string, tie: number): StoppingWorld {
  return {
    name,
    draw: ({ normal }) =>
      Array.from({ length: PAIRS }, () => ({ verdict: verdictOf(normal(), tie), user: null })),
  };
}

function verdictOf(lean: number, tie: number): JudgeVerdict {
  if (Math.abs(lean) <= tie) return 'tie';
  return lean > 0 ? 'shadow' : 'prod';
}

export const STOPPING: readonly StoppingWorld[] = [
  alone('single pairs', 0.4),
  alone('single pairs, 98 % ties', 2.33),
  users('five pairs a user', { sizes: [5], robust: true }),
  users('1 to 39 pairs a user', { sizes: [1, 1, 1, 2, 2, 3, 3, 5, 9, 39], robust: true }),
];

export const STOPPING_UNAWARE = users('five pairs a user, taken as independent', {
  sizes: [5],
  robust: false,
});

/** How often a run that stops as soon as it is decided stops for either side. */
export function stopped(world: StoppingWorld, { draws }: { draws: number }): WrongVerdicts {
  let [wrongGo, wrongNoGo] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const tally = new RunningTally({
      orders: ['prod-first'],
      repeats: 1,
      rules: { failedArm: 'loses', identical: 'tie' },
    });
    for (const [i, { verdict, user }] of world.draw(seeded(7000 + draw)).entries()) {
      tally.addGame(gameOf(i, verdict), user);
      if (i % EVERY !== EVERY - 1) continue;
      const scores = tally.scores();
      if (!isDecided(scores, { threshold: 0.5, level: 0.95, planned: PAIRS })) continue;
      if (scores.mean! > 0.5) wrongGo++;
      else wrongNoGo++;
      break;
    }
  }
  return {
    world: `judge until decided, ${world.name}`,
    looks: `every ${EVERY} to ${PAIRS}`,
    draws,
    wrongGo: wrongGo / draws,
    wrongNoGo: wrongNoGo / draws,
  };
}

function gameOf(i: number, verdict: JudgeVerdict) {
  return {
    kind: 'judgement',
    pair: `r${i}`,
    config: 'c',
    at: 0,
    order: 'prod-first',
    repeat: 0,
    verdict,
    unjudged: null,
    tokens: null,
    cost: null,
    latencyMs: null,
    batch: null,
    contextFull: false,
  } as const;
}
