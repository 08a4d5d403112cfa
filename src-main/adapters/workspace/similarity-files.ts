import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Field, FixedSizeList, Float32, makeData, tableFromIPC } from 'apache-arrow';
import type { EncoderIdentity } from '@core/model/encoder-identity';
import type { BatchVectors, MeasuredBatch, RerunScores, ScoredBatch } from '@core/ports/similarity-store';
import { float64Builder, int32Builder, Utf8Builder } from '../arrow/column-builders';
import { encodeStream } from '../arrow/encode-stream';

export const SIMILARITY_FOLDER = 'similarity';

/** Similarities of different encoders lie in different folders. */
export function similarityFolder(workspace: string, identity: EncoderIdentity): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(Object.entries(identity).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex');
  const name = identity.model.replaceAll(/[^\w.-]+/g, '-').slice(0, 60);
  return join(workspace, SIMILARITY_FOLDER, `${name}-${hash.slice(0, 8)}`);
}

export function batchFile(folder: string, index: number, part: 'scores' | 'vectors'): string {
  return join(folder, `${String(index).padStart(6, '0')}.${part}.arrows`);
}

/** Indices of the batches whose scores are stored, ascending. */
export async function storedBatches(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name) => /^(\d{6})\.scores\.arrows$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** A batch's numbers as an Arrow IPC stream. */
export function encodeScores(batch: ScoredBatch): Uint8Array {
  const numbers = (values: Iterable<number>, builder = float64Builder()) => {
    for (const value of values) builder.append(value);
    return builder.finish();
  };
  const words = (values: readonly string[]) => {
    const builder = new Utf8Builder();
    builder.appendAll(values);
    return builder.finish();
  };
  const { rerun } = batch;
  return encodeStream(
    Object.entries({
      seq: numbers(batch.seqs, int32Builder()),
      similarity: numbers(batch.similarity),
      unrelated: numbers(batch.unrelated),
      class: words(batch.classes),
      flags: words(batch.flags),
      prod_key: numbers(batch.prodKeys),
      shadow_key: numbers(batch.shadowKeys),
      ...(rerun && {
        rerun_similarity: numbers(rerun.similarity),
        rerun_class: words(rerun.classes),
        rerun_key: numbers(rerun.keys),
      }),
    }),
  );
}

/** Null when the file is damaged. */
export async function readScores(path: string): Promise<ScoredBatch | null> {
  try {
    const table = tableFromIPC(await readFile(path));
    const column = (name: string) => table.getChild(name)!;
    const doubles = (name: string) => Float64Array.from(column(name).toArray() as Float64Array);
    const rerun = (): RerunScores => ({
      similarity: doubles('rerun_similarity'),
      classes: [...column('rerun_class')] as string[],
      keys: doubles('rerun_key'),
    });
    return {
      seqs: Int32Array.from(column('seq').toArray() as Int32Array),
      similarity: doubles('similarity'),
      unrelated: doubles('unrelated'),
      classes: [...column('class')] as string[],
      flags: [...column('flags')] as string[],
      prodKeys: doubles('prod_key'),
      shadowKeys: doubles('shadow_key'),
      rerun: table.getChild('rerun_key') ? rerun() : null,
    };
  } catch {
    return null;
  }
}

/** Vectors of a batch as lists of 32-bit floats, one column an arm. */
export function encodeVectors(batch: MeasuredBatch, dimensions: number): Uint8Array {
  const lists = (values: Float32Array) =>
    makeData({
      type: new FixedSizeList(dimensions, new Field('value', new Float32(), false)),
      length: batch.seqs.length,
      nullCount: 0,
      child: makeData({ type: new Float32(), length: values.length, nullCount: 0, data: values }),
    });
  return encodeStream([
    ['prod', lists(batch.prodVectors)],
    ['shadow', lists(batch.shadowVectors)],
    ...(batch.rerunVectors ? [['rerun', lists(batch.rerunVectors)] as const] : []),
  ]);
}

export async function readVectors(path: string): Promise<BatchVectors> {
  const table = tableFromIPC(await readFile(path));
  const column = (name: string) =>
    table.getChild(name)?.data[0]?.children[0]?.values as Float32Array | undefined;
  return { prod: column('prod')!, shadow: column('shadow')!, rerun: column('rerun') ?? null };
}
