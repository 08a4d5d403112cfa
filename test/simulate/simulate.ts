import { lookRule, preferenceRule } from '@core/decision/look-rule';
import type { LookEvidence } from '@core/model/look';
import { PlanSchema } from '@core/model/plan';
import * as v from 'valibot';
import type { World } from './worlds';

export interface WrongVerdicts {
  world: string;
  looks: string;
  draws: number;
  wrongGo: number;
  wrongNoGo: number;
}

/** How often a finished sample of n gives a wrong verdict. */
export function fixedLook(world: World, { n, draws }: { n: number; draws: number }): WrongVerdicts {
  let [wrongGo, wrongNoGo] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const { verdict } = world.begin(1000 + draw).upTo(n);
    if (verdict === 'GO') wrongGo++;
    if (verdict === 'NO-GO') wrongNoGo++;
  }
  return {
    world: world.name,
    looks: `one at ${n}`,
    draws,
    wrongGo: wrongGo / draws,
    wrongNoGo: wrongNoGo / draws,
  };
}

/** How often a win rate that is looked at again and again while judging goes on is wrong at any of the looks. */
export function watched(
  world: World,
  { every, until, draws }: { every: number; until: number; draws: number },
): WrongVerdicts {
  const plan = v.parse(PlanSchema, {});
  let [wrongGo, wrongNoGo] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const sample = world.begin(9000 + draw);
    const earlier: number[] = [];
    let [go, noGo] = [false, false];
    for (let n = every; n <= until; n += every) {
      const { verdict } = sample.upTo(n, preferenceRule({ earlier, open: n < until }, plan));
      earlier.push(n);
      go ||= verdict === 'GO';
      noGo ||= verdict === 'NO-GO';
    }
    wrongGo += Number(go);
    wrongNoGo += Number(noGo);
  }
  return {
    world: `${world.name}, watched while judging`,
    looks: `every ${every} to ${until}`,
    draws,
    wrongGo: wrongGo / draws,
    wrongNoGo: wrongNoGo / draws,
  };
}

/** How often any of many looks at growing data gives a wrong verdict: GO at planned looks, NO-GO at every one. */
export function manyLooks(
  world: World,
  { planned, every, draws }: { planned: number; every: number; draws: number },
): WrongVerdicts {
  const plan = v.parse(PlanSchema, { looks: { rule: 'sequential', planned } });
  let [wrongGo, wrongNoGo] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const sample = world.begin(5000 + draw);
    const earlier: LookEvidence['earlier'][number][] = [];
    let [go, noGo] = [false, false];
    for (let n = every; n <= planned; n += every) {
      const rule = lookRule({ growing: true, earlier }, { plan, complete: n });
      const { verdict } = sample.upTo(n, rule);
      earlier.push({ complete: n, couldGo: rule.kind === 'planned', go: [] });
      go ||= verdict === 'GO';
      noGo ||= verdict === 'NO-GO';
    }
    wrongGo += Number(go);
    wrongNoGo += Number(noGo);
  }
  return {
    world: world.name,
    looks: `every ${every} to ${planned}`,
    draws,
    wrongGo: wrongGo / draws,
    wrongNoGo: wrongNoGo / draws,
  };
}
