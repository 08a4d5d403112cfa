/** What the example's users are told to send. */
export interface WorldOrder {
  url: string;
  requests: number;
  perSecond: number;
}

export type WorldReport = { kind: 'ready'; prod: string; shadow: string } | { kind: 'sent' };
