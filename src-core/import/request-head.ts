import type { MappedColumn } from '../model/import';
import type { Accessor } from './accessors';
import { plainJson } from './canonical-json';
import { RecordProblem, type FieldReader } from './field-reader';
import { isConversation, lastUserText, withoutAnswer } from './message-text';
import { createTagReader } from './tag-reader';

/** What a record says of the request, whichever arms it holds. */
export interface RequestHead {
  requestId: string;
  timestamp: number | null;
  prompt: string | null;
  messages: string | null;
  tags: ReadonlyMap<string, string>;
  labels: ReadonlyMap<string, string>;
}

export interface HeadReader {
  /** @param text the record as it stands in the file */
  read(record: unknown, line: number, text: string, fields: FieldReader): RequestHead | RecordProblem;
  /** Records whose tags were cut, so far. */
  readonly clippedTags: { count: number; firstLine: number | null };
}

/** @param options.derivedIds the file's name when records without an id get one from their line; else null */
export function createHeadReader(options: {
  mapped: readonly MappedColumn[];
  access: (path: string, isText: boolean) => Accessor;
  derivedIds: string | null;
}): HeadReader {
  const { mapped, access, derivedIds } = options;
  const pathOf = (target: string) => mapped.find((column) => column.target === target)?.path;
  const reader = (target: string, isText = false) => {
    const path = pathOf(target);
    return path === undefined ? null : access(path, isText);
  };
  const [idPath, timePath, promptPath] = [
    pathOf('request_id'),
    pathOf('timestamp') ?? '',
    pathOf('prompt') ?? '',
  ];
  const [id, timestamp, prompt, messages] = [
    reader('request_id'),
    reader('timestamp'),
    reader('prompt', true),
    reader('messages', true),
  ];
  const holdsAnswer = mapped.some(
    (column) => column.target.endsWith('.response') && column.path === pathOf('messages'),
  );
  const tags = createTagReader('tags', mapped, access);
  const labels = createTagReader('labels', mapped, access);
  const clippedTags = { count: 0, firstLine: null as number | null };

  function requestId(record: unknown, line: number, text: string): string | null {
    const value = id?.(record);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number')
      return Number.isSafeInteger(value) ? String(value) : exactNumber(value, idPath ?? '', text);
    return derivedIds === null ? null : `${derivedIds}:${line}:${fingerprint(text)}`;
  }

  return {
    clippedTags,
    read(record, line, text, fields) {
      const identity = requestId(record, line, text);
      if (identity === null)
        return new RecordProblem('no-request-id', `The record has no ${idPath ?? 'request id'}.`);
      const asked = prompt?.(record);
      const talk = conversation(messages?.(record)) ?? conversation(asked);
      const head: RequestHead = {
        requestId: identity,
        timestamp: timestamp ? fields.timestamp(timestamp(record), timePath) : null,
        prompt: isConversation(asked) ? null : asked === undefined ? null : fields.text(asked, promptPath),
        messages: talk && plainJson(holdsAnswer ? withoutAnswer(talk) : talk),
        tags: tags.read(record),
        labels: labels.read(record),
      };
      if (talk && head.prompt === null) head.prompt = lastUserText(talk);
      if (tags.clipped || labels.clipped) {
        clippedTags.count++;
        clippedTags.firstLine ??= line;
      }
      return head;
    },
  };
}

/** A list of messages; a cell or field may hold it as JSON text. */
function conversation(value: unknown): unknown[] | null {
  if (isConversation(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('[')) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return isConversation(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** The digits of a number that a double cannot hold, as the record spells them: two such ids must stay different. */
function exactNumber(value: number, path: string, text: string): string {
  const key = JSON.stringify(path.slice(path.lastIndexOf('.') + 1));
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const digits = /^\s*:\s*(-?\d[\d.eE+-]*)/.exec(text.slice(at + key.length, at + key.length + 80))?.[1];
    if (digits !== undefined && Number(digits) === value) return digits;
  }
  return String(value);
}

/** FNV-1a, 32 bits: tells lines apart that have the same number in files of the same name. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
