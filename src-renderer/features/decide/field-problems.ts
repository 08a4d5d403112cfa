import { createContext, useContext, useEffect } from 'react';

/** Tells a form that a field cannot be used as it is typed, or (null) that it can again. */
export type ReportProblem = (field: string, problem: string | null) => void;

export const FieldProblems = createContext<ReportProblem>(() => {});

/** Reports a field's problem to its form as long as it has one. */
export function useFieldProblem(field: string, problem: string | null): void {
  const report = useContext(FieldProblems);
  useEffect(() => {
    report(field, problem);
    return () => report(field, null);
  }, [report, field, problem]);
}
