/** The two models compared. Production answered the user; shadow's answer was only logged. */
export type ArmName = 'prod' | 'shadow';

/** Both arms in the order in which they are always shown: production first. */
export const ARMS: readonly ArmName[] = ['prod', 'shadow'];

export const ARM_LABEL: Readonly<Record<ArmName, string>> = { prod: 'production', shadow: 'shadow' };

/**
 * What became of a request in one arm:
 * answered (an output without an error), failed (an error was logged), missing (the log holds neither).
 */
export type ArmState = 'answered' | 'failed' | 'missing';
