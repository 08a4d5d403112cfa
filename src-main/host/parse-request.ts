import * as v from 'valibot';
import { AppError } from '@core/model/app-error';

/** What the page sent, checked. @throws AppError('usage') that names the field */
export function parseRequest<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new AppError('usage', { message: `${v.getDotPath(issue) ?? 'request'}: ${issue.message}` });
}
