import { toJson } from '@core/model/infinite-json';
import { resolve } from 'node:path';
import type { ReviewSummary } from '@core/model/api/review';
import type { ArmName } from '@core/model/arm';
import { NOT_MEASURED, formatCount, formatLevel, formatPercent, formatSimilarity } from '@core/model/format';
import { toJsonLine } from '@core/model/json-line';
import { REVIEW_VERDICTS, REVIEW_WORDS } from '@core/model/review';
import { safeText } from '@core/model/visible-text';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { importVotes, reviewSummary, votesOf } from '../engine/review-summary';
import { readReviews } from '../engine/reviews';
import { writeWholeFile } from './write-whole-file';

export interface LabelsFlags {
  /** Columns to import, separated by commas; true: all that hold votes. */
  import?: string | true;
  a: ArmName;
  out?: string;
  json?: boolean;
}

/** `gnomon labels`: imports votes, writes the labels to a file, and says how far reviewers agree. */
export async function labelsCommand(
  workspace: string,
  { import: columns, a, out, json = false }: LabelsFlags,
  engine: GnomonEngine,
): Promise<void> {
  const path = resolve(workspace);
  if (columns !== undefined) {
    const keys =
      columns === true
        ? (await votesOf(engine, path)).map(({ key }) => key)
        : columns.split(',').map((key) => key.trim());
    const added = await importVotes(engine, path, { keys, a });
    process.stderr.write(
      `${formatCount(added)} votes of ${keys.join(', ') || 'no column'} added as labels\n`,
    );
  }
  if (out !== undefined) {
    const { book } = await readReviews(path);
    const lines = [...book.pairs()].flatMap(([, reviews]) => reviews.map(toJsonLine));
    if (out === '-') process.stdout.write(lines.join(''));
    else await writeWholeFile(resolve(out), (write) => write(lines.join('')));
    process.stderr.write(`${formatCount(lines.length)} labels written\n`);
    if (out === '-') return;
  }
  const summary = await reviewSummary(engine, path);
  process.stdout.write(json ? `${toJson(summary)}\n` : describe(summary));
}

function describe({
  labelled,
  comparable,
  reviewers,
  agreements,
  disagreements,
  level,
}: ReviewSummary): string {
  const lines = [
    `${formatCount(labelled)} of ${formatCount(comparable)} comparable pairs are labelled`,
    ...reviewers.map(({ reviewer, counts, blind, imported }) => {
      const said = REVIEW_VERDICTS.map(
        (verdict) => `${REVIEW_WORDS[verdict]} ${formatCount(counts[verdict])}`,
      );
      return `  ${safeText(reviewer)}: ${said.join(' · ')} (blind ${formatCount(blind)}, imported ${formatCount(imported)})`;
    }),
    ...agreements.map(({ first, second, n, observed, kappa, lower, upper }) => {
      const bounds =
        lower === null
          ? NOT_MEASURED
          : `${formatLevel(level)} bounds ${formatSimilarity(lower)} … ${formatSimilarity(upper)}`;
      return `  ${safeText(first)} and ${safeText(second)}: κ ${formatSimilarity(kappa)} (${bounds}), agree on ${formatPercent(observed)} of n ${formatCount(n)}`;
    }),
    ...(disagreements.total > 0 ? [`  reviewers differ on ${formatCount(disagreements.total)} pairs`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
