import type { ErrorKind } from '@core/model/app-error';
import type { Verdict } from '@core/model/decision';

/** Exit codes follow sysexits.h where it has one. */
export const EXIT_CODE: Readonly<Record<ErrorKind, number>> = {
  usage: 64,
  'bad-data': 65,
  'not-found': 66,
  internal: 70,
  'read-only': 73,
  'no-space': 74,
  locked: 75,
  cancelled: 130,
};

export const GATE_EXIT_CODE: Readonly<Record<Verdict, number>> = { GO: 0, 'NO-GO': 1, 'NOT-ENOUGH-DATA': 2 };

/** `gnomon watch`: an alert stands. */
export const ALERT_EXIT_CODE = 3;
