import type { ReportContext } from '@core/report/build-report';

/** What a report holds beside the Overview, with quotes and an earlier decision. */
export function reportContext(changes: Partial<ReportContext> = {}): ReportContext {
  return {
    command: 'gnomon analyze log.jsonl --report report.html',
    generatedAt: Date.UTC(2026, 2, 16, 9, 30),
    hashes: { plan: 'a'.repeat(64), evidence: 'b'.repeat(64) },
    board: null,
    ledger: null,
    examples: {
      groups: [
        {
          id: 'least-alike',
          title: 'The least alike answers',
          rule: '1 of 11,766 pairs with a similarity: those with the lowest.',
          of: 11_766,
          examples: [
            {
              seq: 7,
              requestId: 'req-7',
              timestamp: Date.UTC(2026, 2, 3, 8, 5),
              facts: ['similarity 0.412', 'negation'],
              prompt: { text: 'May I return it?', chars: 16, before: false, after: false },
              prod: {
                state: 'answered',
                excerpt: {
                  text: 'Yes, within 30 days.\nKeep the receipt.',
                  chars: 900,
                  before: false,
                  after: true,
                },
              },
              shadow: {
                state: 'failed',
                excerpt: { text: 'timeout', chars: 7, before: false, after: false },
              },
            },
          ],
        },
      ],
      redaction: { kinds: ['e-mail addresses'], replaced: 3 },
    },
    signOffs: [
      {
        at: Date.UTC(2026, 2, 10, 12),
        approver: 'R. Okafor',
        decision: 'roll-out',
        override: true,
        reason: 'The old model is switched off on Friday.',
        verdict: 'NOT-ENOUGH-DATA',
        summary: 'NOT ENOUGH DATA — 3 of 5 criteria pass',
        planName: 'default',
        planHash: 'a'.repeat(64),
        evidenceHash: 'c'.repeat(64),
        gnomonVersion: '0.1.0',
        pairs: 8000,
        criteria: [
          {
            id: 'error_rate',
            label: 'Error rate, shadow − production',
            verdict: 'GO',
            threshold: 0,
            n: 7900,
            estimate: -0.004,
            lower: -0.006,
            upper: -0.002,
          },
        ],
      },
    ],
    baseline: {
      signedAt: Date.UTC(2026, 2, 10, 12),
      approver: 'R. Okafor',
      decision: 'roll-out',
      samePlan: true,
      sameEvidence: false,
      verdict: ['NOT-ENOUGH-DATA', 'NOT-ENOUGH-DATA'],
      pairs: [8000, 12_000],
      stillHolds: true,
      criteria: [
        {
          id: 'error_rate',
          label: 'Error rate, shadow − production',
          verdict: ['GO', 'GO'],
          estimate: [-0.004, -0.0031],
          moved: false,
        },
      ],
    },
    ...changes,
  };
}
