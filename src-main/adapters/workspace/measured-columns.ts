import { type Data, type DataType, tableFromIPC } from 'apache-arrow';
import { float64Builder, Utf8Builder } from '../arrow/column-builders';
import { encodeStream } from '../arrow/encode-stream';
import { batchFile, readScores } from './similarity-files';

/** Fills the measured columns of segments. */
export interface MeasuredColumns {
  /** @param firstSeq sequence number of the segment's first pair */
  fill(ipcStream: Uint8Array, firstSeq: number): Uint8Array;
}

/**
 * Reads the scores of all batches. They stand in for similarities that the log brought: figures of different origin
 * are never mixed.
 * @param pairs how many the workspace holds
 */
export async function readMeasured(
  { folder, batches }: { folder: string; batches: readonly number[] },
  pairs: number,
): Promise<MeasuredColumns> {
  const words = (): (string | undefined)[] => {
    const values: (string | undefined)[] = [];
    values.length = pairs;
    return values;
  };
  const similarity = new Float64Array(pairs).fill(Number.NaN);
  const unrelated = new Float64Array(pairs).fill(Number.NaN);
  const rerun = new Float64Array(pairs).fill(Number.NaN);
  const [classes, flags, rerunClasses] = [words(), words(), words()];
  for (const index of batches) {
    const scores = await readScores(batchFile(folder, index, 'scores'));
    scores?.seqs.forEach((seq, i) => {
      similarity[seq] = scores.similarity[i]!;
      unrelated[seq] = scores.unrelated[i]!;
      classes[seq] = scores.classes[i]!;
      flags[seq] = scores.flags[i]!;
      if (!scores.rerun) return;
      rerun[seq] = scores.rerun.similarity[i]!;
      rerunClasses[seq] = scores.rerun.classes[i] || undefined;
    });
  }
  return {
    fill(ipcStream, firstSeq) {
      const table = tableFromIPC(ipcStream);
      const length = table.numRows;
      const numbers = (values: Float64Array) => {
        const builder = float64Builder();
        for (const value of values.subarray(firstSeq, firstSeq + length))
          builder.append(Number.isNaN(value) ? null : value);
        return builder.finish();
      };
      const texts = (values: readonly (string | undefined)[]) => {
        const builder = new Utf8Builder();
        builder.appendAll(Array.from({ length }, (_, i) => values[firstSeq + i] ?? null));
        return builder.finish();
      };
      const filled = new Map<string, Data<DataType>>([
        ['similarity', numbers(similarity)],
        ['unrelated', numbers(unrelated)],
        ['meaning_class', texts(classes)],
        ['meaning_flags', texts(flags)],
        ['rerun_similarity', numbers(rerun)],
        ['rerun_class', texts(rerunClasses)],
      ]);
      const names = table.schema.fields.map(({ name }) => name);
      return encodeStream(
        names.map((name) => [name, filled.get(name) ?? table.getChild(name)!.data[0]!] as const),
      );
    },
  };
}
