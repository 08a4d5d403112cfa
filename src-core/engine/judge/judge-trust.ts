import { textKey } from '../../embed/text-key';
import type { ConfigurationGames } from '../../judge/judgement-index';
import { OutputScanner } from '../../judge/trust/output-scan';
import type { HumanVerdict, TrustPair } from '../../judge/trust/trust-pair';
import { trustReport } from '../../judge/trust/trust-report';
import type { TrustReport } from '../../model/judge-trust';
import type { Database } from '../../ports/database';
import type { WorkspaceStore } from '../../ports/workspace-store';
import { HUMAN_VERDICTS, TRUST_VALUES } from '../../sql/trust-queries';
import type { PlannedPair } from './judge-plan';
import type { JudgedPair } from './judge-standing';

/** Pairs whose texts are in memory together. */
const PAGE = 1000;

export interface JudgeTrustRequest {
  db: Database;
  store: WorkspaceStore;
  held: ConfigurationGames;
  candidates: readonly PlannedPair[];
  standing: readonly JudgedPair[];
  level: number;
  /** Holds what was read of the outputs before; pass the same one again, and only new pairs are read. */
  scanner: OutputScanner;
  signal?: AbortSignal;
}

export function outputScanner(): OutputScanner {
  return new OutputScanner(textKey);
}

/** How far the verdicts of one judge configuration can be relied on. Reads the outputs of the judged pairs once. */
export async function judgeTrust(request: JudgeTrustRequest): Promise<TrustReport> {
  const { db, store, held, candidates, standing, level, scanner, signal } = request;
  const values = await db.numbers<'seq' | 'prod' | 'shadow' | 'human' | 'label'>(TRUST_VALUES);
  const rowOf = new Map(Array.from(values.seq, (seq, row) => [seq, row]));
  const judged = new Map(standing.map((pair) => [pair.seq, pair]));
  const pairs = candidates.flatMap((candidate): TrustPair[] => {
    const found = judged.get(candidate.seq);
    const row = rowOf.get(candidate.seq);
    if (found === undefined || row === undefined) return [];
    return [
      {
        seq: candidate.seq,
        verdict: found.verdict,
        score: found.score,
        byRule: candidate.rule !== null,
        sampled: found.sampled,
        games: candidate.rule === null ? (held.pairs.get(candidate.pair) ?? []) : [],
        cluster: candidate.cluster ?? candidate.seq,
        chars: { prod: numberOf(values.prod[row]!), shadow: numberOf(values.shadow[row]!) },
        human: labelOf(values.label[row]!),
        humanScore: numberOf(values.human[row]!),
      },
    ];
  });
  await scan(pairs, { store, scanner, ...(signal && { signal }) });
  return trustReport({
    config: held.config,
    judge: held.configuration?.model ?? '',
    arms: store.manifest.models,
    pairs,
    scan: scanner.result(),
    level,
  });
}

async function scan(
  pairs: readonly TrustPair[],
  { store, scanner, signal }: { store: WorkspaceStore; scanner: OutputScanner; signal?: AbortSignal },
): Promise<void> {
  const open = pairs
    .filter(({ seq, byRule }) => !byRule && !scanner.has(seq))
    .map(({ seq }) => seq)
    .toSorted((a, b) => a - b);
  for (let from = 0; from < open.length; from += PAGE) {
    signal?.throwIfAborted();
    const seqs = open.slice(from, from + PAGE);
    const texts = await store.readTexts(seqs);
    texts.forEach((text, i) =>
      scanner.add(seqs[i]!, { prod: text.prodResponse, shadow: text.shadowResponse }),
    );
  }
}

function numberOf(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function labelOf(code: number): HumanVerdict | null {
  return Number.isNaN(code) ? null : (HUMAN_VERDICTS[code] ?? null);
}
