import type { BaselineComparison, SignOff } from '../sign-off';

/**
 *   GET  /api/workspaces/:id/sign-offs                  → SignOffState
 *   POST /api/workspaces/:id/sign-offs  SignOffRequest  → SignOffState   409 when the figures have changed meanwhile
 *   GET  /api/workspaces/:id/report?format=…&redact=…   → the file (formats: model/report; redact: usual, none)
 */
export interface SignOffState {
  /** Oldest first. */
  signOffs: readonly SignOff[];
  baseline: BaselineComparison | null;
  /** Of the figures as they are now. */
  hashes: { plan: string; evidence: string };
  /** Lines of the journal that could not be read; they are left out, and said. */
  damaged: readonly { line: number; reason: string }[];
}
