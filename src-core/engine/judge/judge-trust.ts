import { textKey } from '../../embed/text-key';
import type { ConfigurationGames } from '../../judge/judgement-index';
import { type OutputScan, OutputScanner } from '../../judge/trust/output-scan';
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
/** Pairs whose outputs are read so soon that nothing needs to be shown before. */
const MANY = 5000;

export interface TrustPairsRequest {
  db: Database;
  held: ConfigurationGames;
  candidates: readonly PlannedPair[];
  standing: readonly JudgedPair[];
}

export function outputScanner(): OutputScanner {
  return new OutputScanner(textKey);
}

/** The pairs of one judge configuration with what the database knows of them. */
export async function trustPairs({
  db,
  held,
  candidates,
  standing,
}: TrustPairsRequest): Promise<TrustPair[]> {
  const values = await db.numbers<'seq' | 'prod' | 'shadow' | 'human' | 'label'>(TRUST_VALUES);
  const rowOf = new Map(Array.from(values.seq, (seq, row) => [seq, row]));
  const judged = new Map(standing.map((pair) => [pair.seq, pair]));
  return candidates.flatMap((candidate): TrustPair[] => {
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
}

export interface JudgeTrustRequest {
  store: Pick<WorkspaceStore, 'manifest' | 'readTexts'>;
  held: ConfigurationGames;
  pairs: readonly TrustPair[];
  level: number;
  /** What the plan asks of the win rate. */
  threshold: number;
  /** Holds what was read of the outputs before; pass the same one again, and only new pairs are read. */
  scanner: OutputScanner;
  /** Where many outputs are to be read first: what is known without them. */
  onEarly?: (report: TrustReport, unread: number) => void;
  /** Called now and then while outputs are read. */
  onRead?: (read: ReadPairs) => void;
  signal?: AbortSignal;
}

/** Pairs whose outputs were read, of those that are to be. */
export interface ReadPairs {
  done: number;
  total: number;
}

/**
 * How far the verdicts of one judge configuration can be relied on. Reads the outputs of the judged pairs once, which
 * takes seconds for tens of thousands: the database is not needed meanwhile.
 */
export async function judgeTrust({
  store,
  held,
  pairs,
  level,
  threshold,
  scanner,
  onEarly,
  onRead,
  signal,
}: JudgeTrustRequest): Promise<TrustReport> {
  const reportOf = (scan: OutputScan | null): TrustReport =>
    trustReport({
      config: held.config,
      judge: held.configuration?.model ?? '',
      arms: store.manifest.models,
      pairs,
      scan,
      level,
      threshold,
    });
  const open = pairs
    .filter(({ seq, byRule }) => !byRule && !scanner.has(seq))
    .map(({ seq }) => seq)
    .toSorted((a, b) => a - b);
  if (open.length > MANY) onEarly?.(reportOf(null), open.length);
  for (let from = 0; from < open.length; from += PAGE) {
    signal?.throwIfAborted();
    const seqs = open.slice(from, from + PAGE);
    const texts = await store.readTexts(seqs);
    texts.forEach((text, i) =>
      scanner.add(seqs[i]!, { prod: text.prodResponse, shadow: text.shadowResponse }),
    );
    onRead?.({ done: from + seqs.length, total: open.length });
  }
  return reportOf(scanner.result());
}

function numberOf(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function labelOf(code: number): HumanVerdict | null {
  return Number.isNaN(code) ? null : (HUMAN_VERDICTS[code] ?? null);
}
