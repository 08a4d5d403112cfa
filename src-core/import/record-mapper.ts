import type { LogForm, MappedColumn } from '../model/import';
import type { ArmLogRecord, ArmRecord, Pair } from '../model/pair';
import type { Accessor } from './accessors';
import { createArmReader, type ArmReader } from './arm-reader';
import { FieldReader, RecordProblem, type NumberRange } from './field-reader';
import { createHeadReader, type HeadReader } from './request-head';
import { createRerunReader } from './rerun-reader';

/** Turns a parsed record into a pair or an arm's record by a fixed mapping, or says why it cannot. */
export interface RecordMapper {
  map(record: unknown, line: number, text: string): Pair | ArmLogRecord | RecordProblem;
  readonly clippedTags: HeadReader['clippedTags'];
}

export interface MapperOptions {
  form: LogForm;
  mapped: readonly MappedColumn[];
  /** Makes the accessor of a column: its path, and whether it holds free text. */
  access: (path: string, isText: boolean) => Accessor;
  /** Name of the log, for ids that are derived from the line. */
  file: string;
  /** Whether an absent output may be an empty text: in CSV both are an empty cell. */
  emptyAnswers?: boolean;
}

/** Cosines computed in single precision end a little outside [-1, 1]. */
const SIMILARITY: NumberRange = { min: -1 - 1e-6, max: 1 + 1e-6 };

export function createRecordMapper(options: MapperOptions): RecordMapper {
  return options.form === 'one-arm' ? armMapper(options) : pairMapper(options);
}

function pairMapper({ form, mapped, access, file, emptyAnswers = false }: MapperOptions): RecordMapper {
  const hasIds = mapped.some((column) => column.target === 'request_id');
  const head = createHeadReader({ mapped, access, derivedIds: hasIds && form !== 'measured' ? null : file });
  const prod = createArmReader({ side: 'prod', mapped, access, emptyAnswers });
  const shadow = createArmReader({ side: 'shadow', mapped, access, emptyAnswers });
  const rerun = createRerunReader({ mapped, access });
  const column = (target: string) => {
    const path = mapped.find((entry) => entry.target === target)?.path;
    return path === undefined ? null : { path, read: access(path, false) };
  };
  const exactMatch = column('exact_match');
  const similarity = column('similarity');
  const fields = new FieldReader();

  return {
    clippedTags: head.clippedTags,
    map(record, line, text) {
      fields.problem = null;
      const request = head.read(record, line, text, fields);
      const prodSide = prod.read(record, fields);
      const shadowSide = shadow.read(record, fields);
      const again = rerun(record, fields);
      const loggedExactMatch = exactMatch && fields.boolean(exactMatch.read(record), exactMatch.path);
      const score = similarity && fields.number(similarity.read(record), similarity.path, SIMILARITY);
      const measured = loggedExactMatch !== null || score !== null;
      if (!measured && !fields.problem && !prod.hasAny(record) && !shadow.hasAny(record)) {
        return nothingFor([prod, shadow]);
      }
      if (request instanceof RecordProblem) return request;
      if (fields.problem) return fields.problem;
      return {
        requestId: request.requestId,
        timestamp: request.timestamp,
        prompt: request.prompt,
        messages: request.messages,
        prod: measured ? compared(prodSide, prod) : prodSide,
        shadow: measured ? compared(shadowSide, shadow) : shadowSide,
        rerun: again,
        tags: request.tags,
        labels: request.labels,
        loggedExactMatch,
        loggedSimilarity: score === null ? null : Math.min(1, Math.max(-1, score)),
      };
    },
  };
}

/** Outputs that were compared were there: so an arm of which the log has no other word answered. */
function compared(side: ArmRecord, reader: ArmReader): ArmRecord {
  return side.state === 'missing' && reader.outcomes.length === 0 ? { ...side, state: 'answered' } : side;
}

function armMapper({ mapped, access, emptyAnswers = false }: MapperOptions): RecordMapper {
  const head = createHeadReader({ mapped, access, derivedIds: null });
  const arm = createArmReader({ side: 'arm', mapped, access, emptyAnswers });
  const rerun = createRerunReader({ mapped, access });
  const fields = new FieldReader();
  return {
    clippedTags: head.clippedTags,
    map(record, line, text) {
      fields.problem = null;
      const request = head.read(record, line, text, fields);
      const side = arm.read(record, fields);
      const again = rerun(record, fields);
      if (!fields.problem && !arm.hasAny(record)) return nothingFor([arm]);
      if (request instanceof RecordProblem) return request;
      if (fields.problem) return fields.problem;
      return {
        requestId: request.requestId,
        timestamp: request.timestamp,
        prompt: request.prompt,
        messages: request.messages,
        arm: side,
        rerun: again,
        tags: request.tags,
        labels: request.labels,
        line,
      };
    },
  };
}

function nothingFor(readers: readonly ArmReader[]): RecordProblem {
  const paths = readers.flatMap(({ outcomes }) => outcomes);
  return new RecordProblem(
    'other-form',
    `The record says nothing of any arm: it has no value in ${paths.join(', ')}.`,
  );
}
