import { toJson } from '@core/model/infinite-json';
import { AppError } from '@core/model/app-error';
import { crashWords } from '@core/model/embedder-crash';
import { formatCount } from '@core/model/format';
import type { SimilarityRun } from '@core/model/similarity-run';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { type AnalysisFlags, runAnalysis } from './run-analysis';
import { summary } from './summary';

export interface SimilarityFlags extends AnalysisFlags {
  model?: string;
  json?: boolean;
}

/** `gnomon similarity`: measures what is not measured yet, then prints the criterion, or the summary. */
export async function similarityCommand(
  logs: readonly string[],
  { model, ...flags }: SimilarityFlags,
  engine: GnomonEngine,
): Promise<void> {
  const analysis = await runAnalysis(
    logs,
    { ...flags, similarity: model ?? true },
    { engine, by: 'gnomon similarity' },
  );
  const run = analysis.similarity!;
  const { decision, evidence, similarity } = analysis.overview;
  if (flags.json) {
    const criterion = decision.criteria.find(({ id }) => id === 'similarity');
    process.stdout.write(
      `${toJson({ run, criterion, source: evidence.similarity.source, distribution: similarity, workspace: analysis.path })}\n`,
    );
  } else process.stdout.write(`${describeRun(run)}\n\n${summary(analysis.overview)}`);
  if (run.ended === 'cancelled')
    throw new AppError('cancelled', {
      message: `The run was cancelled after ${formatCount(run.done)} of ${formatCount(run.total)} pairs.`,
      remedy: 'the same command goes on from there',
    });
}

function describeRun({ ended, done, total, added, unmeasurable, crashes }: SimilarityRun): string {
  const parts = [
    `Similarity: ${formatCount(done)} of ${formatCount(total)} pairs measured, ${formatCount(added)} of them now`,
    unmeasurable > 0 ? `${formatCount(unmeasurable)} can not be measured (an output without any text)` : null,
    crashWords(crashes),
    ended === 'decided' ? 'stopped early: the criterion is decided' : null,
  ];
  return parts.filter(Boolean).join(' · ');
}
