import type { JudgeOrder, JudgeVerdict, Letter, UnjudgedReason } from '../model/judge';
import type { JudgeReply } from '../ports/judge-provider';
import { parseAnswer, readVerdict } from './parse-answer';
import { toVerdict } from './verdicts';

/** What a reply says of its game. */
export interface Interpretation {
  letter: Letter | null;
  verdict: JudgeVerdict | null;
  unjudged: UnjudgedReason | null;
}

/** A reply without a clear verdict is unjudged, whatever the reason: never a tie. */
export function interpretReply(reply: JudgeReply, order: JudgeOrder): Interpretation {
  const unjudged = reasonIn(reply);
  if (unjudged !== null) return { letter: null, verdict: null, unjudged };
  const raw = reply.raw!;
  const { letter } = readVerdict(reply.parsed) ?? parseAnswer(raw);
  return letter === null
    ? { letter, verdict: null, unjudged: 'unparsable' }
    : { letter, verdict: toVerdict(letter, order), unjudged: null };
}

function reasonIn({ error, finish, contextFull, raw }: JudgeReply): UnjudgedReason | null {
  if (error) {
    if (error.class === 'context') return 'context-exceeded';
    return error.retryable ? 'unanswered' : 'rejected';
  }
  if (finish === 'refusal') return 'refused';
  // A judge that read only part of the prompt has not judged it.
  if (contextFull) return 'context-exceeded';
  if (finish === 'length') return 'truncated';
  return raw === null || raw.trim() === '' ? 'unparsable' : null;
}

const UNPAID: ReadonlySet<UnjudgedReason> = new Set(['rejected', 'unanswered', 'batch-expired']);

/** True when asking again costs nothing twice: there was no answer to pay for. */
export function isUnpaid(unjudged: UnjudgedReason | null): boolean {
  return unjudged !== null && UNPAID.has(unjudged);
}
