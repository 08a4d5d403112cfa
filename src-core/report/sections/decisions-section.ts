import { VERDICT_LABEL } from '../../model/decision';
import { formatCount, formatCriterion, formatMoment } from '../../model/format';
import { type CriterionId, CRITERION_IDS } from '../../model/plan';
import { type BaselineComparison, SIGNED_DECISION_LABEL, type SignOff } from '../../model/sign-off';
import { type Block, type Content, figures, words } from '../document';
import type { ReportModel } from '../report-model';

/** Who decided what on which figures, and whether these figures still bear the last decision. */
export function decisionsSection({ signOffs, baseline }: ReportModel): Block[] {
  const head: Block = { kind: 'section', title: 'Decisions' };
  if (signOffs.length === 0)
    return [head, { kind: 'text', content: 'Nobody has signed a decision about these data yet.' }];
  return [
    head,
    ...(baseline === null ? [] : comparison(baseline)),
    {
      kind: 'table',
      caption: 'Every decision signed about this workspace, latest first.',
      columns: [
        words('When'),
        words('Approver'),
        words('Decision'),
        words('Verdict then'),
        figures('Pairs'),
        words('Plan, evidence'),
      ],
      rows: signOffs.toReversed().map(row),
    },
  ];
}

function row(entry: SignOff): Content[] {
  const label = SIGNED_DECISION_LABEL[entry.decision];
  return [
    formatMoment(entry.at),
    { name: entry.approver },
    entry.override
      ? [{ strong: `${label} (override)` }, ': ', { name: entry.reason }]
      : entry.reason === ''
        ? label
        : [label, ': ', { name: entry.reason }],
    { verdict: entry.verdict },
    formatCount(entry.pairs),
    [{ code: entry.planHash.slice(0, 12) }, ' ', { code: entry.evidenceHash.slice(0, 12) }],
  ];
}

function comparison(baseline: BaselineComparison): Block[] {
  const who = `${formatMoment(baseline.signedAt)} by ${baseline.approver} (${SIGNED_DECISION_LABEL[baseline.decision]})`;
  if (baseline.sameEvidence && baseline.samePlan)
    return [{ kind: 'text', content: `These are exactly the figures and the plan that were signed ${who}.` }];
  const { pairs, verdict, samePlan } = baseline;
  const plan = samePlan ? 'under the same plan' : 'under another plan';
  const holds = baseline.stillHolds
    ? 'No required criterion is worse than it was then.'
    : 'It no longer speaks for these figures: a required criterion, or the verdict, is worse than it was then.';
  return [
    {
      kind: 'text',
      content: `The last decision was signed ${who}, on ${formatCount(pairs[0])} pairs ${plan}; there are ${formatCount(pairs[1])} now. The verdict was ${VERDICT_LABEL[verdict[0]]} and is ${VERDICT_LABEL[verdict[1]]}. ${holds}`,
    },
    {
      kind: 'table',
      caption: 'The signed figures beside those of now.',
      columns: [
        words('Criterion'),
        figures('signed'),
        figures('now'),
        words('verdict then'),
        words('verdict now'),
        words('beyond the signed bounds'),
      ],
      rows: baseline.criteria.map((criterion) => [
        criterion.label,
        figure(criterion.id, criterion.estimate[0]),
        figure(criterion.id, criterion.estimate[1]),
        { verdict: criterion.verdict[0] },
        { verdict: criterion.verdict[1] },
        criterion.moved ? 'yes' : 'no',
      ]),
    },
  ];
}

/** Own criteria have no scale that this section knows. */
function figure(id: string, value: number | null): string {
  return isKnown(id) ? formatCriterion(id, value) : value === null ? '—' : String(value);
}

function isKnown(id: string): id is CriterionId {
  return (CRITERION_IDS as readonly string[]).includes(id);
}
