import type { PairingRule } from './pairing-rule';

/** Pairs the records of two arms that carry the same request id. */
export const byRequestId: PairingRule = {
  id: 'request-id',
  label: 'equal request ids',
  keyOf: (record) => record.requestId,
};
