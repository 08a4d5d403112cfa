import type { MappedColumn } from '../model/import';
import type { Rerun } from '../model/pair';
import type { Accessor } from './accessors';
import { createArmReader } from './arm-reader';
import type { FieldReader } from './field-reader';

/** Reads production's rerun from a record. An empty CSV cell is no rerun: often only a sample is asked twice. */
export function createRerunReader(options: {
  mapped: readonly MappedColumn[];
  access: (path: string, isText: boolean) => Accessor;
}): (record: unknown, fields: FieldReader) => Rerun | null {
  if (!options.mapped.some(({ target }) => target.startsWith('rerun.'))) return () => null;
  const reader = createArmReader({ side: 'rerun', ...options, emptyAnswers: false });
  return (record, fields) => {
    const { state, response } = reader.read(record, fields);
    if (state === 'failed') return { state, response: null };
    return response === null ? null : { state: 'answered', response };
  };
}
