import { sameNormalised } from '../import/exact-match';
import type { ArmRecord, Pair } from '../model/pair';
import type { Comparison } from '../ports/workspace-store';
import { errorKind, isTimeout } from './error-kind';

/** Exact match over outputs where both arms answered with a text; else what the log itself says. */
export function compareOutputs({ prod, shadow, rerun, loggedExactMatch }: Pair): Comparison {
  const comparable =
    prod.state === 'answered' &&
    shadow.state === 'answered' &&
    prod.response !== null &&
    shadow.response !== null;
  const exactRaw = comparable ? prod.response === shadow.response : loggedExactMatch;
  const again = comparable ? (rerun?.response ?? null) : null;
  const rerunExactRaw = again === null ? null : prod.response === again;
  return {
    exactRaw,
    exactNormalised: comparable
      ? exactRaw === true || sameNormalised(prod.response!, shadow.response!)
      : null,
    rerunExactRaw,
    rerunExactNormalised:
      again === null ? null : rerunExactRaw === true || sameNormalised(prod.response!, again),
    prodErrorKind: kindOf(prod),
    shadowErrorKind: kindOf(shadow),
    prodTimeout: prod.state === 'failed' && isTimeout(prod.error),
    shadowTimeout: shadow.state === 'failed' && isTimeout(shadow.error),
  };
}

function kindOf({ state, error }: ArmRecord): string | null {
  return state === 'failed' ? errorKind(error) : null;
}
