import type { MappedColumn } from '../model/import';
import { jsonAccessor } from './accessors';
import { createColumnSampler } from './column-sampler';
import { decideUnits } from './decide-units';
import { detectMapping } from './detect-mapping';
import { RecordProblem } from './field-reader';
import { createRecordMapper, type RecordMapper } from './record-mapper';
import type { UsableInspection } from './usable-inspection';

/** Shapes remembered; a log with more different ones is not worth the memory. */
const MAX_SHAPES = 32;

/**
 * Maps JSON objects by the inspection's mapping. A record that this gives nothing, in a log of mixed forms,
 * is mapped by its own columns where they can be recognised as the same kind (both arms, or one arm).
 */
export function createAdaptiveMapper(inspection: UsableInspection): RecordMapper {
  const { file, form, mapped } = inspection;
  const main = createRecordMapper({ form, mapped, file, access: jsonAccessor });
  const others = new Map<string, RecordMapper | null>();

  function mapperFor(record: Record<string, unknown>): RecordMapper | null {
    const shape = Object.keys(record).toSorted().join('\n');
    const known = others.get(shape);
    if (known !== undefined) return known;
    if (others.size >= MAX_SHAPES) return null;
    const made = mapperByColumns(record, inspection);
    others.set(shape, made);
    return made;
  }

  return {
    clippedTags: main.clippedTags,
    map(record, line, text) {
      const result = main.map(record, line, text);
      if (!(result instanceof RecordProblem) || result.code !== 'other-form') return result;
      const mapper = mapperFor(record as Record<string, unknown>);
      const second = mapper?.map(record, line, text);
      return second && !(second instanceof RecordProblem && second.code === 'other-form') ? second : result;
    },
  };
}

function mapperByColumns(record: Record<string, unknown>, inspection: UsableInspection): RecordMapper | null {
  const sampler = createColumnSampler();
  sampler.add(record);
  const detected = detectMapping(sampler.columns.values());
  const { form } = detected;
  if (form === null || (form === 'one-arm') !== (inspection.form === 'one-arm')) return null;
  if (detected.arm && detected.arm.name !== inspection.arm?.name) return null;
  const units = decideUnits(detected.mapped);
  const mapped = detected.mapped.map(({ target, column, confidence, reason }): MappedColumn => {
    const found = units.get(target);
    const usual = inspection.mapped.find((entry) => entry.target === target)?.unit;
    const unit = found?.named ? found.unit : (usual ?? found?.unit ?? null);
    return { target, path: column.path, confidence, reason, unit, unitReason: found?.reason ?? null };
  });
  return createRecordMapper({ form, mapped, file: inspection.file, access: jsonAccessor });
}
