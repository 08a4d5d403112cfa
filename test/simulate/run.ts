// npm run simulate [-- --quick]: worlds at the thresholds, and how often a wrong GO and a wrong NO-GO come out.
import { fixedLook, manyLooks, watched, type WrongVerdicts } from './simulate';
import { STOPPING, STOPPING_UNAWARE, stopped } from './stopping';
import { CLUSTERS_IGNORED, FINISHED, WATCHED, WORLDS } from './worlds';

const LEVEL = 0.05;

/** Prints a line a world and rule; says in the end whether any rate is above the level by more than chance allows. */
export function run({ quick }: { quick: boolean }): boolean {
  const draws = quick ? 400 : 4000;
  const paths = quick ? 100 : 4000;
  let holds = true;
  console.log(`At most ${LEVEL * 100} % of each, within three standard errors of the simulation.\n`);
  console.log(`${'world'.padEnd(50)} ${'looks'.padEnd(18)} ${'draws'.padStart(6)}  wrong GO  wrong NO-GO`);
  const print = ({ world, looks, draws: n, wrongGo, wrongNoGo }: WrongVerdicts, counted: boolean): void => {
    const most = LEVEL + 3 * Math.sqrt((LEVEL * (1 - LEVEL)) / n);
    const over = Math.max(wrongGo, wrongNoGo) > most;
    if (over && counted) holds = false;
    const share = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);
    console.log(
      `${world.padEnd(50)} ${looks.padEnd(18)} ${String(n).padStart(6)}  ${share(wrongGo)}  ${share(wrongNoGo).padStart(11)}${over ? (counted ? '  OVER' : '  (as expected)') : ''}`,
    );
  };
  for (const world of WORLDS) {
    print(fixedLook(world, { n: 1000, draws }), true);
    print(manyLooks(world, { planned: 4000, every: 200, draws: paths }), true);
  }
  for (const world of FINISHED) print(fixedLook(world, { n: 600, draws }), true);
  print(watched(WATCHED, { every: 100, until: 2000, draws: paths }), true);
  for (const world of STOPPING) print(stopped(world, { draws: paths }), true);
  print(stopped(STOPPING_UNAWARE, { draws: paths }), false);
  print(fixedLook(CLUSTERS_IGNORED, { n: 1000, draws }), false);
  return holds;
}
