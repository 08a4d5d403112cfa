import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Columns that a log's records were read with; kept so that a report can say so and reproduce it. */
const SourceSchema = v.object({
  file: v.string(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  size: count,
  format: v.picklist(['jsonl', 'json-array', 'csv']),
  form: v.picklist(['nested', 'flat', 'measured', 'one-arm']),
  arm: v.nullable(v.picklist(['prod', 'shadow'])),
  mapping: v.record(v.string(), v.string()),
  units: v.record(v.string(), v.picklist(['s', 'ms', 'us', 'ns'])),
  records: count,
  pairs: count,
  rejected: count,
  duplicates: count,
  notes: v.array(
    v.object({
      file: v.string(),
      code: v.string(),
      message: v.string(),
      count,
      firstLine: v.nullable(count),
    }),
  ),
});

const SegmentSchema = v.object({
  /** Base name: `<name>.pairs.arrows` holds the numbers, `<name>.texts.arrows` the texts of the same rows. */
  name: v.pipe(v.string(), v.regex(/^[0-9]{6,12}$/)),
  /** Sequence number of its first pair; the others follow. */
  firstSeq: count,
  pairs: count,
  pairsSha256: v.string(),
  textsSha256: v.string(),
});

export const ManifestSchema = v.object({
  format: v.literal(1),
  id: v.string(),
  name: v.string(),
  createdAt: count,
  gnomonVersion: v.string(),
  sources: v.array(SourceSchema),
  segments: v.array(SegmentSchema),
  /** Segments that were merged into others, and when, ms since 1970 UTC; their files stay for a while. */
  retired: v.optional(v.array(v.object({ name: v.string(), at: v.number() })), []),
  /** Tag keys in order of first appearance; each is a hot column `tag.<key>`. */
  tagKeys: v.array(v.string()),
  /** Label keys likewise, as columns `label.<key>`. */
  labelKeys: v.array(v.string()),
  /** Length of `rejects.jsonl` that has been acknowledged; what follows belongs to an import that never ended. */
  rejectsBytes: count,
  models: v.object({ prod: v.nullable(v.string()), shadow: v.nullable(v.string()) }),
});

/** `workspace.json`: the list of what has been acknowledged. A file that is not named here does not count. */
export type Manifest = v.InferOutput<typeof ManifestSchema>;
export type ManifestSource = Manifest['sources'][number];
export type ManifestSegment = Manifest['segments'][number];

/** A workspace as lists and headers show it. */
export interface WorkspaceInfo {
  id: string;
  name: string;
  /** Folder on disk. */
  path: string;
  pairs: number;
  createdAt: number;
  firstTimestamp: number | null;
  lastTimestamp: number | null;
  models: { prod: string | null; shadow: string | null };
  sources: readonly { file: string; sha256: string; size: number }[];
}
