import type { ImportProgress } from '@core/model/api';
import { crashWords } from '@core/model/embedder-crash';
import type { ExportProgress } from '@core/model/export-frames';
import { formatBytes, formatCount, formatCriterion, formatDuration } from '@core/model/format';
import type { SimilarityProgress } from '@core/model/similarity-run';

/** An import's progress in one line. */
export function describeImport({
  phase,
  bytesRead,
  bytesTotal,
  pairs,
  rejected,
  bytesPerSecond,
  secondsLeft,
}: ImportProgress): string {
  const parts = [
    `${phase}: ${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}`,
    `${formatCount(pairs)} pairs`,
    rejected > 0 ? `${formatCount(rejected)} rejected` : null,
    bytesPerSecond === null ? null : `${formatBytes(bytesPerSecond)}/s`,
    secondsLeft === null ? null : `${formatDuration(secondsLeft * 1000)} left`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** A similarity run's progress in one line, with what it says by now. */
export function describeSimilarity(progress: SimilarityProgress): string {
  const { done, total, pairsPerSecond, secondsLeft, crashes, running } = progress;
  const figure = (value: number | null): string => formatCriterion('similarity', value, running.threshold);
  const parts = [
    `similarity: ${formatCount(done)} of ${formatCount(total)} pairs`,
    pairsPerSecond === null ? null : `${formatCount(Math.round(pairsPerSecond))} pairs/s`,
    secondsLeft === null ? null : `${formatDuration(secondsLeft * 1000)} left`,
    running.lower === null
      ? null
      : `mean so far ${figure(running.estimate)} (${figure(running.lower)} … ${figure(running.upper)})`,
    crashWords(crashes),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** An export's progress in one line. */
export function describeExport({ done, total, pairsPerSecond, secondsLeft }: ExportProgress): string {
  const parts = [
    `export: ${formatCount(done)} of ${formatCount(total)} pairs`,
    pairsPerSecond === null ? null : `${formatCount(Math.round(pairsPerSecond))} pairs/s`,
    secondsLeft === null ? null : `${formatDuration(secondsLeft * 1000)} left`,
  ];
  return parts.filter(Boolean).join(' · ');
}
