import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { filterFigures } from '@core/engine/filter-figures';
import { AppError } from '@core/model/app-error';
import type { FilterFigures } from '@core/model/overview';
import type { PairFilter } from '@core/model/pair-filter';
import type { Database } from '@core/ports/database';
import type { GnomonEngine } from './gnomon-engine';
import { judgeOf } from './judge/apply-judgements';
import { readPlanState } from './plan-state';
import { resolveTexts } from './resolve-texts';
import { loadTraits } from './traits';
import { VERSION } from './version';

/** The Overview's figures over the pairs of a filter. No look is recorded: they decide nothing. */
export async function figuresOfFilter(
  engine: GnomonEngine,
  path: string,
  { filter, signal }: { filter: PairFilter; signal: AbortSignal },
): Promise<FilterFigures> {
  // Every statement that waits listens to it.
  setMaxListeners(0, signal);
  const { plan } = await readPlanState(path);
  const resolved = await resolveTexts(engine, path, { filter, signal });
  return engine.withWorkspace(path, async (db, store) => {
    await loadTraits(db, store);
    return filterFigures({
      db: inTurns(db, signal),
      store,
      damaged: [],
      judge: judgeOf(store),
      plan,
      version: VERSION,
      now: Date.now(),
      filter: resolved,
      signal,
    });
  });
}

/** Each answer is worked on in a turn of its own: a row of answers would keep the end of the request from being heard. */
function inTurns(db: Database, signal: AbortSignal): Database {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    turn = turn.then(() => nextTurn());
    await turn;
    return value;
  };
  return {
    ...db,
    query: (sql, params, options) => inTurn(db.query(sql, params, options)),
    async numbers<Name extends string>(sql: string, options?: { signal?: AbortSignal }) {
      const values = await inTurn(db.numbers<Name>(sql, options));
      if (signal.aborted)
        throw new AppError('cancelled', { message: 'The figures are no longer asked for.' });
      return values;
    },
  };
}
