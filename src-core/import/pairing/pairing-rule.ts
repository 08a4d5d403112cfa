import type { ArmLogRecord } from '../../model/pair';

/** A way to tell that records of two logs answer the same request. Rules are tried in their order. */
export interface PairingRule {
  id: string;
  /** In words, e.g. 'equal request ids'. */
  label: string;
  /** Records of the two arms with equal keys form a pair; null: this rule cannot place the record. */
  keyOf(record: ArmLogRecord): string | null;
}
