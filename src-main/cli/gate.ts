import type { GnomonEngine } from '../engine/gnomon-engine';
import { type AnalysisFlags, runAnalysis } from './run-analysis';
import { GATE_EXIT_CODE } from './exit-code';
import { summary } from './summary';

/** `gnomon gate`: the verdict as an exit code for pipelines: 0 GO, 1 NO-GO, 2 NOT ENOUGH DATA. */
export async function gate(
  logs: readonly string[],
  flags: AnalysisFlags,
  engine: GnomonEngine,
): Promise<number> {
  const { overview } = await runAnalysis(logs, flags, { engine, by: 'gnomon gate' });
  process.stdout.write(summary(overview));
  return GATE_EXIT_CODE[overview.decision.verdict];
}
