import { formatCount, formatLevel, formatPercent, formatSimilarity } from '../../model/format';
import { similarityPlot } from '../../plots/similarity-plot';
import { type Block, type Content, TEXT_WIDTH } from '../document';
import { share } from '../figures';
import type { ReportModel } from '../report-model';

/** How alike the answers are: exact match, and the distribution of similarities where there is one. */
export function similaritySection({ metrics, similarity, plan }: ReportModel): Block[] {
  const exact = exactMatch(metrics.exactMatch);
  if (similarity === null || similarity.n === 0) {
    return [
      { kind: 'section', title: 'Similarity' },
      { kind: 'text', content: `${exact} Similarity was not measured.` },
    ];
  }
  const { mean, source } = metrics.similarity;
  const measure: Content = [
    ` The mean similarity is ${formatSimilarity(mean)} over ${formatCount(similarity.n)} pairs, as measured by `,
    source ?? 'an unnamed source',
    `; ${formatCount(similarity.below)} pairs (${share(similarity.below, similarity.n)}) lie below ${formatSimilarity(similarity.threshold)}, with ${formatLevel(plan.level)} confidence at most ${formatPercent(similarity.belowUpper)}.`,
  ];
  return [
    { kind: 'section', title: 'Similarity' },
    { kind: 'text', content: [exact, ...measure] },
    {
      kind: 'figure',
      caption:
        'Pairs by similarity; bins below the threshold are coloured, and every bin that holds a pair is drawn at least 2 px high.',
      plots: [similarityPlot(similarity, { width: TEXT_WIDTH })],
    },
  ];
}

function exactMatch({ n, raw, normalised }: ReportModel['metrics']['exactMatch']): string {
  if (n === 0) return 'No pair has two outputs that can be compared.';
  const pairs = `Of ${formatCount(n)} pairs whose outputs can be compared, ${share(raw, n)} are equal`;
  return normalised === null
    ? `${pairs} by the log’s own comparison.`
    : `${pairs} character by character and ${share(normalised, n)} after folding white space, Unicode form and JSON key order.`;
}
