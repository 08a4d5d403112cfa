import { backoffMs } from '../../judge/schedule';
import type { JudgeError } from '../../ports/judge-provider';
import type { RunProblem } from './ask-request';
import type { Call } from './call-queue';

/** Refused calls, with none answered, after which a run stops: the rest would be refused as well. */
const REFUSED_AT_FIRST = 3;
/** Calls in a row that reached no server, after all their attempts, after which a run stops: it is not there. */
const UNREACHED_IN_A_ROW = 3;
/** A server that is busy this many times for one call, without naming a time, is given up for it. */
const BUSY_ATTEMPTS = 20;

const REMEDY: Partial<Record<JudgeError['class'], string>> = {
  auth: 'check the key of this provider',
  quota:
    'raise the limit or add credit at the provider; what was judged is kept, and the run goes on from there',
  'no-model': 'check the name of the model and the address; Ollama needs the model to be pulled first',
  rejected: 'if it speaks of response_format, switch structured answers off; if of temperature, leave it out',
};

/** What failures mean for the run: which calls are tried again, and when all the rest would fail as well. */
export class CallFailures {
  private answered = 0;
  private refused = 0;
  private unreached = 0;

  /** No waiting mends it: no right, no money, no such model. */
  fatal(error: JudgeError | null): RunProblem | null {
    const { class: kind } = error ?? {};
    return kind === 'auth' || kind === 'quota' || kind === 'no-model' ? problemOf(error!) : null;
  }

  /** Takes in how a call ended that is not tried again; says why the run must end, if it must. */
  ended(error: JudgeError | null): RunProblem | null {
    this.unreached = error?.class === 'connection' && !error.maybeBilled ? this.unreached + 1 : 0;
    if (error === null) this.answered++;
    else if (this.unreached >= UNREACHED_IN_A_ROW)
      return {
        message: `The judge can not be reached: ${error.message}`,
        remedy: 'start its server or correct the address; what was judged is kept',
      };
    else if (error.class === 'rejected' && ++this.refused >= REFUSED_AT_FIRST && this.answered === 0)
      return problemOf(error);
    return null;
  }
}

/** The call once more, at its time; null where it has had all its attempts, or where trying again would not help. */
export function callAgain(
  call: Call,
  error: JudgeError,
  { now, random, maxAttempts }: { now: number; random: () => number; maxAttempts: number },
): Call | null {
  if (!error.retryable) return null;
  if (error.class === 'busy') {
    // A wait that the server asked for is no attempt.
    const mayWait = error.retryAfterMs !== null || call.busy + 1 < BUSY_ATTEMPTS;
    return mayWait ? { ...call, busy: call.busy + 1, at: now } : null;
  }
  const attempt = call.attempt + 1;
  if (attempt >= maxAttempts) return null;
  return { ...call, attempt, at: now + (error.retryAfterMs ?? backoffMs(attempt, random())) };
}

function problemOf(error: JudgeError): RunProblem {
  return { message: `The judge refuses: ${error.message}`, remedy: REMEDY[error.class] ?? null };
}
