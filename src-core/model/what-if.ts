import type { Verdict } from './decision';
import type { CriterionKey } from './plan';

/** A setting of the plan that a slider moves. */
export type Setting = { kind: 'threshold'; criterion: CriterionKey } | { kind: 'level' };

/** The values of one setting, all else as it is, for which the verdict stays the same. */
export interface SettingRange {
  setting: Setting;
  label: string;
  value: number;
  /** Verdict of the whole, and of the criterion where the setting is one's threshold. */
  verdict: Verdict;
  criterionVerdict: Verdict | null;
  /** The ends of the range in which the verdict of the whole stays; null: as far as the setting goes. */
  from: number | null;
  to: number | null;
  /** Ends of the range in which the criterion's own verdict stays. */
  criterionFrom: number | null;
  criterionTo: number | null;
  /** How far a slider should go. */
  limits: readonly [number, number];
  words: string;
}
