import { formatCount } from '../../model/format';
import type { Block } from '../document';
import type { ReportModel } from '../report-model';

/** What the figures look like in single answers: pairs chosen by stated rules, both answers side by side. */
export function examplesSection({ examples }: ReportModel): Block[] {
  const head: Block = { kind: 'section', title: 'Examples' };
  const { groups, redaction } = examples;
  if (groups.length === 0) return [head, { kind: 'text', content: 'There is no pair to quote.' }];
  const replaced =
    redaction === null
      ? 'Texts are quoted as they were logged.'
      : `${redaction.kinds.join(', ')} were replaced in what is quoted, ${formatCount(redaction.replaced)} times.`;
  return [
    head,
    {
      kind: 'text',
      content: `Nobody picked these pairs: each group says by which rule they were chosen, and a pair is quoted once. Long answers are cut, from a little before the point at which the two part. ${replaced}`,
    },
    ...groups.flatMap((group): Block[] => [
      { kind: 'heading', title: group.title },
      { kind: 'examples', rule: group.rule, examples: group.examples },
    ]),
  ];
}
