import type { ArmName } from '../model/arm';

/** Values of both arms over their answered requests, ascending. */
export type ArmValues = Readonly<Record<ArmName, Float64Array>>;
