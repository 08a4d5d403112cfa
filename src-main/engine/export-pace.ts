import type { ExportPiece } from '@core/engine/export-pairs';
import type { ExportProgress } from '@core/model/export-frames';

/** Tells how fast an export is, from its beginning on. */
export function exportPace(): (piece: ExportPiece) => ExportProgress {
  const started = performance.now();
  return ({ done, total }) => {
    const elapsed = (performance.now() - started) / 1000;
    const pairsPerSecond = done > 0 && elapsed > 0 ? done / elapsed : null;
    return {
      done,
      total,
      pairsPerSecond,
      secondsLeft: pairsPerSecond === null ? null : (total - done) / pairsPerSecond,
    };
  };
}
