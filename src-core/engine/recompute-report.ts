import { decide } from '../decision/decide';
import { humanWinRate } from '../decision/human-win-rate';
import { bindingCriterion } from '../decision/more-needed';
import { rolloutPlan } from '../decision/rollout-plan';
import { settingRanges } from '../decision/setting-ranges';
import { canonicalJson } from '../import/canonical-json';
import { methods } from '../report/methods';
import type { ReportBoard, ReportModel } from '../report/report-model';
import { sentences } from '../report/sentences';
import { compareWithBaseline } from './compare-with-baseline';
import { criterionBoard } from './decision-board';

/**
 * The same report with everything computed anew that follows from its own evidence and plan: decision, people's win
 * rate, sentences, methods, hashes, comparison with what was signed, and of the board what each criterion needs, the
 * ladder and the ranges of the settings. Slices, drift, ledger, cost, distributions and examples need the pairs and are
 * taken over.
 * @param hash SHA-256, hex, of a value in canonical form
 * @returns the model, and the names of the parts that did not come out as they were
 */
export function recomputeReport(
  model: ReportModel,
  hash: (value: unknown) => string,
): { model: ReportModel; differing: readonly string[] } {
  const { evidence, plan, board } = model;
  const decision = decide(evidence, plan);
  const hashes = { plan: hash(plan), evidence: hash(evidence) };
  const signed = model.signOffs.at(-1);
  const human = evidence.humanWinRate && humanWinRate(evidence.humanWinRate, plan);
  const anew = {
    decision,
    ...(human && { human }),
    sentences: sentences({ metrics: model.metrics, decision }),
    methods: methods({ plan, evidence, decision }),
    hashes,
    board: board && recomputeBoard(board, { evidence, plan, decision }),
    baseline:
      signed === undefined
        ? null
        : compareWithBaseline(signed, {
            decision,
            pairs: model.pairs,
            planHash: hashes.plan,
            evidenceHash: hashes.evidence,
          }),
  } satisfies Partial<ReportModel>;
  const differing = (Object.keys(anew) as (keyof typeof anew)[]).filter(
    (part) => canonical(anew[part]) !== canonical(model[part]),
  );
  return { model: { ...model, ...anew }, differing };
}

/** Pairs that decide a criterion are counted in the workspace; the rest follows. */
function recomputeBoard(
  board: ReportBoard,
  { evidence, plan, decision }: Pick<ReportModel, 'evidence' | 'plan' | 'decision'>,
): ReportBoard {
  const { pace } = board;
  const all = decision.criteria.map((result) => criterionBoard(result, { evidence, pace }));
  const deciding = new Map(board.criteria.map((each) => [each.key, each.deciding]));
  return {
    ...board,
    criteria: all.map(({ result: _held, ...each }) => ({ ...each, deciding: deciding.get(each.key) ?? [] })),
    binding: bindingCriterion(all),
    clusters: evidence.clusters ?? null,
    rollout: rolloutPlan({ evidence, plan, decision, trafficPerHour: pace?.perHour ?? null }),
    robustness: settingRanges(evidence, plan),
  };
}

function canonical(value: unknown): string | null {
  // To JSON and back, so that a key without a value and a missing key are the same.
  return value === undefined ? null : canonicalJson(JSON.parse(JSON.stringify(value)));
}
