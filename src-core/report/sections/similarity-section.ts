import { exactMatchFigures, meanSimilarityFigure } from '../../model/arm-figure-rows';
import { inBrackets } from '../../model/bounded-figure';
import { formatCount, formatLevel, formatPercent, formatSimilarity } from '../../model/format';
import { BUNDLED_ENCODER } from '../../model/encoder-catalogue';
import { FLAG_WORDS, MEANING_CLASSES } from '../../model/meaning';
import type { SimilarityDistribution } from '../../model/overview';
import { similarityPlot } from '../../plots/similarity-plot';
import { type Block, type Content, TEXT_WIDTH } from '../document';
import { wilson } from '../../stats/wilson';
import { boundedText, share } from '../figures';
import { noiseFloorBlocks } from './noise-floor-blocks';
import type { ReportModel } from '../report-model';

/** How alike the answers are: exact match, and the distribution of similarities where there is one. */
export function similaritySection({ metrics, similarity, noiseFloor, plan }: ReportModel): Block[] {
  const exact = exactMatch(metrics);
  if (similarity === null || similarity.n === 0) {
    return [
      { kind: 'section', title: 'Similarity' },
      { kind: 'text', content: `${exact} Similarity was not measured.` },
      ...noiseFloorBlocks(noiseFloor),
    ];
  }
  const { source } = metrics.similarity;
  const measure: Content = [
    ` The mean similarity is ${boundedText(meanSimilarityFigure(metrics))} over ${formatCount(similarity.n)} pairs, as measured by `,
    source ?? 'an unnamed source',
    `; ${formatCount(similarity.below)} pairs (${share(similarity.below, similarity.n)}) lie below ${formatSimilarity(similarity.threshold)}, with ${formatLevel(plan.level)} confidence at most ${formatPercent(similarity.belowUpper)}.`,
  ];
  return [
    { kind: 'section', title: 'Similarity' },
    { kind: 'text', content: [exact, ...measure] },
    ...noiseFloorBlocks(noiseFloor),
    ...scaleAndMeaning(similarity, plan.level),
    {
      kind: 'figure',
      caption:
        'Pairs by similarity; bins below the threshold are coloured, and every bin that holds a pair is drawn at least 2 px high.',
      plots: [similarityPlot(similarity, { width: TEXT_WIDTH })],
    },
  ];
}

/** The model's own scale, and what exact checks on the texts say. */
function scaleAndMeaning({ encoder, unrelated, meaning }: SimilarityDistribution, level: number): Block[] {
  const scale =
    unrelated === null
      ? []
      : [
          `On the same scale, answers to different requests are ${formatSimilarity(unrelated.mean)} alike on average (P95 ${formatSimilarity(unrelated.p95)}, ${formatCount(unrelated.n)} random pairs). A similarity measures wording and topic; a changed number or negation hardly lowers it.`,
        ];
  const counted = (label: string, count: number, n: number): string =>
    `${label.toLowerCase()} ${formatCount(count)}, ${formatPercent(count / n)} ${inBrackets(wilson({ successes: count, n, level }), formatPercent)}`;
  const classes =
    meaning === null
      ? []
      : [
          `Exact checks on the texts of ${formatCount(meaning.n)} pairs class them as ${meaning.classes.map(({ class: name, count }) => counted(MEANING_CLASSES[name].label, count, meaning.n)).join('; ')}.`,
          meaning.flags.length === 0
            ? 'No pair raised a flag.'
            : `Pairs by what differs: ${meaning.flags.map(({ kind, count }) => counted(FLAG_WORDS[kind].label, count, meaning.n)).join('; ')}. A pair can have several.`,
        ];
  const model =
    encoder?.model === BUNDLED_ENCODER
      ? [
          'It was measured by the small encoder that Gnomon ships; where the figure lies near its threshold, measure with a stronger model.',
        ]
      : [];
  return [...model, ...scale, ...classes].map((content) => ({ kind: 'text', content }));
}

function exactMatch(metrics: ReportModel['metrics']): string {
  const { n } = metrics.exactMatch;
  if (n === 0) return 'No pair has two outputs that can be compared.';
  const { raw, normalised } = exactMatchFigures(metrics);
  const pairs = `Of ${formatCount(n)} pairs whose outputs can be compared, ${boundedText(raw)} are equal`;
  return normalised === null
    ? `${pairs} by the log’s own comparison.`
    : `${pairs} character by character and ${boundedText(normalised)} after folding white space, Unicode form and JSON key order.`;
}
