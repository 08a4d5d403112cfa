import * as v from 'valibot';
import { AppError } from '../model/app-error';
import { PlanSchema, type Plan } from '../model/plan';
import { jsonProblem } from './json-problem';
import { nearestName } from '../import/nearest-name';

/**
 * Reads a plan file; what it leaves out takes the defaults.
 * @param file name for messages
 * @throws AppError('bad-data') with line and column where the text is not JSON, or naming every wrong field
 */
export function parsePlan(text: string, file: string): Plan {
  const input = parseJson(text.replace(/^\uFEFF/, ''), file);
  const list = pathOfList(input, []);
  if (list !== null)
    throw wrongFields([`${nameOf(list)}: must be an object or a single value, not a list`], file);
  const result = v.safeParse(PlanSchema, input);
  if (!result.success) throw wrongFields(result.issues.map(mistake), file);
  return result.output;
}

function parseJson(text: string, file: string): unknown {
  const problem = jsonProblem(text);
  if (problem === null) return JSON.parse(text);
  const { offset, expected } = problem;
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  const found =
    offset === text.length ? 'the file ends' : `there is ${JSON.stringify(text.slice(offset, offset + 1))}`;
  throw new AppError('bad-data', {
    message: 'The plan file is not valid JSON.',
    where: `${file}, line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`,
    cause: `${expected} was expected, but ${found}`,
    remedy: 'correct the file at this place; JSON has no comments and no comma before a closing bracket',
  });
}

/** The first list where the plan has none; valibot's objects would take it for an empty object. */
function pathOfList(value: unknown, path: readonly string[]): readonly string[] | null {
  if (Array.isArray(value) && schemaAt(path)?.type !== 'array') return path;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, child] of Object.entries(value)) {
    const found = pathOfList(child, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

function mistake(issue: v.InferIssue<typeof PlanSchema>): string {
  const path = (issue.path ?? []).map(({ key }) => String(key));
  if (issue.type !== 'strict_object') return `${nameOf(path)}: ${issue.message}`;
  if (issue.expected !== 'never') return `${nameOf(path)}: must be an object`;
  const known = knownKeys(path.slice(0, -1));
  const nearest = nearestName(path.at(-1) ?? '', known);
  const hint = nearest === null ? `known keys are ${known.join(', ')}` : `did you mean "${nearest}"?`;
  return `${nameOf(path)}: is not a known key; ${hint}`;
}

function knownKeys(path: readonly string[]): string[] {
  return Object.keys(schemaAt(path)?.entries ?? {});
}

/** As much of valibot's schemas as the plan is made of. */
interface SchemaNode {
  type: string;
  wrapped?: SchemaNode;
  entries?: Readonly<Record<string, SchemaNode>>;
  value?: SchemaNode;
  item?: SchemaNode;
}

function schemaAt(path: readonly string[]): SchemaNode | undefined {
  let at: SchemaNode | undefined = PlanSchema as unknown as SchemaNode;
  for (const key of path) {
    const known: SchemaNode | undefined =
      at?.entries && Object.hasOwn(at.entries, key) ? at.entries[key] : undefined;
    at = unwrapped(known ?? at?.value ?? at?.item);
  }
  return at;
}

function unwrapped(schema: SchemaNode | undefined): SchemaNode | undefined {
  return schema?.wrapped ? unwrapped(schema.wrapped) : schema;
}

function nameOf(path: readonly string[]): string {
  return path.length === 0 ? 'the plan' : path.join('.');
}

function wrongFields(mistakes: readonly string[], file: string): AppError {
  return new AppError('bad-data', {
    message: `The plan file does not fit: ${mistakes.join('; ')}.`,
    where: file,
    remedy: 'correct these fields; every field that is left out takes its default',
  });
}
