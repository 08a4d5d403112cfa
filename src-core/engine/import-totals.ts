import type { ImportedFile, ImportTotals } from '../model/import';

/** Sums over logs, with each log's own counts; whatever else a source carries is left out. */
export function importTotals(sources: readonly ImportedFile[]): ImportTotals {
  const sum = (of: 'pairs' | 'rejected' | 'duplicates'): number =>
    sources.reduce((total, source) => total + source[of], 0);
  const files = sources.map((source): ImportedFile => {
    const { file, sha256, size, format, form, arm, records, pairs, rejected, duplicates, alreadyImported } =
      source;
    return { file, sha256, size, format, form, arm, records, pairs, rejected, duplicates, alreadyImported };
  });
  return { pairs: sum('pairs'), rejected: sum('rejected'), duplicates: sum('duplicates'), files };
}
