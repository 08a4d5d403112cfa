import { useState } from 'react';
import { useFieldProblem } from './field-problems';

interface TypedText {
  text: string;
  problem: string;
  /** The value that the field showed when it was typed. */
  before: string;
}

/**
 * The text of a field that stands for a value: what cannot be used stays as it was typed, with its problem, and the value
 * stays what it was. It is dropped when the value is changed from elsewhere.
 */
export function useTyped(
  field: string,
  shown: string,
): { text: string; problem: string | null; set: (text: string, problem: string | null) => void } {
  const [typed, setTyped] = useState<TypedText | null>(null);
  const held = typed !== null && typed.before === shown ? typed : null;
  useFieldProblem(field, held?.problem ?? null);
  return {
    text: held?.text ?? shown,
    problem: held?.problem ?? null,
    set: (text, problem) => setTyped(problem === null ? null : { text, problem, before: shown }),
  };
}
