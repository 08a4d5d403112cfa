import type { ReactNode } from 'react';

interface SettingFieldProps {
  /** Of the control. */
  id: string;
  label: string;
  help?: string | undefined;
  /** Why what is typed cannot be used. */
  problem?: string | null;
  children: ReactNode;
}

/** A setting of the plan: its name, its control, what it means, and what is wrong with it. */
export function SettingField({ id, label, help, problem = null, children }: SettingFieldProps) {
  return (
    <div className="number-input">
      <label htmlFor={id}>{label}</label>
      <span>{children}</span>
      <span className="number-help">
        {problem !== null && (
          <span id={`${id}-problem`} className="field-problem" role="alert">
            {problem}
          </span>
        )}
        {help !== undefined && (
          <span id={`${id}-help`} className="soft">
            {help}
          </span>
        )}
      </span>
    </div>
  );
}

/** Ids that describe the control of a setting. */
export function describedBy(
  id: string,
  help: string | undefined,
  problem: string | null,
): string | undefined {
  const ids = [problem === null ? null : `${id}-problem`, help === undefined ? null : `${id}-help`];
  return ids.filter((each) => each !== null).join(' ') || undefined;
}
