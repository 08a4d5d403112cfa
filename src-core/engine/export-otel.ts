import type { Overview } from '../model/overview';
import type { Database } from '../ports/database';

/** Events in one line of the file, i.e. in one batch for a collector. */
const BATCH = 500;

const LABEL = { GO: 'pass', 'NO-GO': 'fail', 'NOT-ENOUGH-DATA': 'not_enough_data' } as const;

/** What one event says; names as in OpenTelemetry's GenAI conventions. */
interface Evaluation {
  /** ms since 1970 UTC. */
  at: number;
  name: string;
  value: number | null;
  label: string | null;
  explanation: string | null;
  /** Id of the request whose answer was evaluated; null for a criterion over all. */
  responseId: string | null;
  /** Further attributes under `gnomon.`. */
  more?: Readonly<Record<string, string | number | null>>;
}

/**
 * `gen_ai.evaluation.result` events as OTLP JSON lines, each a LogsData that a collector's file receiver takes: one
 * event a criterion, then one for each pair's similarity, judge's score and person's label. Unmeasured pairs have none.
 * opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-events
 */
export async function* exportOtel(db: Database, overview: Overview): AsyncGenerator<string> {
  const resource = resourceOf(overview);
  yield logsLine(criterionEvents(overview), resource);
  const { computedAt } = overview;
  let from = 0;
  for (;;) {
    const rows = await db.query<{
      seq: number;
      request_id: string;
      ts: number | null;
      similarity: number | null;
      judge: string | null;
      judge_score: number | null;
      label: string | null;
    }>(
      `SELECT seq, request_id, epoch_ms(ts) AS ts, similarity, judge, judge_score, label FROM pairs
       WHERE seq >= ? AND (similarity IS NOT NULL OR judge IS NOT NULL OR label IS NOT NULL) ORDER BY seq LIMIT ${BATCH}`,
      [from],
    );
    if (rows.length === 0) return;
    const events = rows.flatMap((row): Evaluation[] => {
      const base = { at: row.ts ?? computedAt, responseId: row.request_id, explanation: null };
      return [
        ...(row.similarity === null
          ? []
          : [{ ...base, name: 'similarity', value: row.similarity, label: null }]),
        ...(row.judge === null
          ? []
          : [{ ...base, name: 'judge_preference', value: row.judge_score, label: row.judge }]),
        ...(row.label === null ? [] : [{ ...base, name: 'human_preference', value: null, label: row.label }]),
      ];
    });
    yield logsLine(events, resource);
    from = rows.at(-1)!.seq + 1;
  }
}

function criterionEvents({ decision, computedAt }: Overview): Evaluation[] {
  const overall: Evaluation = {
    at: computedAt,
    name: 'rollout',
    value: null,
    label: LABEL[decision.verdict],
    explanation: decision.summary,
    responseId: null,
  };
  return [
    overall,
    ...decision.criteria.map(
      ({ id, estimate, lower, upper, threshold, level, n, verdict, reason, required }): Evaluation => ({
        at: computedAt,
        name: id,
        value: estimate,
        label: LABEL[verdict],
        explanation: reason,
        responseId: null,
        more: { lower, upper, threshold, level, n, required: required ? 'yes' : 'no' },
      }),
    ),
  ];
}

function resourceOf({ workspace, version }: Overview) {
  return {
    attributes: attributes({
      'service.name': 'gnomon',
      'service.version': version,
      'gnomon.workspace': workspace.name,
      'gnomon.model.production': workspace.models.prod,
      'gnomon.model.shadow': workspace.models.shadow,
    }),
  };
}

function logsLine(events: readonly Evaluation[], resource: ReturnType<typeof resourceOf>): string {
  const scopeLogs = [{ scope: { name: 'gnomon' }, logRecords: events.map(logRecord) }];
  return `${JSON.stringify({ resourceLogs: [{ resource, scopeLogs }] })}\n`;
}

function logRecord({ at, name, value, label, explanation, responseId, more = {} }: Evaluation) {
  // OTLP JSON writes 64-bit integers as text; ms × 10⁶ would not fit a double.
  const time = `${Math.trunc(at)}000000`;
  const own = Object.fromEntries(Object.entries(more).map(([key, item]) => [`gnomon.${key}`, item]));
  return {
    timeUnixNano: time,
    observedTimeUnixNano: time,
    severityNumber: 9,
    eventName: 'gen_ai.evaluation.result',
    attributes: attributes({
      'event.name': 'gen_ai.evaluation.result',
      'gen_ai.evaluation.name': name,
      'gen_ai.evaluation.score.value': value,
      'gen_ai.evaluation.score.label': label,
      'gen_ai.evaluation.explanation': explanation,
      'gen_ai.response.id': responseId,
      ...own,
    }),
  };
}

/** What is null or not finite is left out: a missing score is no zero. */
function attributes(values: Readonly<Record<string, string | number | null>>) {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return [];
    return [{ key, value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value } }];
  });
}
