import {
  Bool,
  type Data,
  type DataType,
  Dictionary,
  Float64,
  Int32,
  makeData,
  TimestampMillisecond,
  Uint8,
  Utf8,
  Vector,
} from 'apache-arrow';

/** Collects one nullable column of a segment; `finish` gives it as Arrow data and starts anew. */
export interface ColumnBuilder<T> {
  append(value: T | null): void;
  /** The same as appending one after another, where there is a faster way. */
  appendAll?(values: readonly (T | null)[]): void;
  finish(): Data<DataType>;
}

/** Which values are missing. Most columns miss none, so only the places of missing ones are kept. */
class Validity {
  private nulls: number[] = [];
  length = 0;

  push(valid: boolean): void {
    if (!valid) this.nulls.push(this.length);
    this.length++;
  }

  take(): { length: number; nullCount: number; nullBitmap: Uint8Array | null } {
    const { length, nulls } = this;
    this.length = 0;
    this.nulls = [];
    if (nulls.length === 0) return { length, nullCount: 0, nullBitmap: null };
    const nullBitmap = new Uint8Array(Math.ceil(length / 8)).fill(0xff);
    for (const at of nulls) nullBitmap[at >> 3]! &= ~(1 << (at & 7));
    return { length, nullCount: nulls.length, nullBitmap };
  }
}

function grown(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

export class Utf8Builder implements ColumnBuilder<string> {
  private readonly encoder = new TextEncoder();
  private validity = new Validity();
  private offsets: number[] = [0];
  private data: Uint8Array = new Uint8Array(1 << 16);
  private used = 0;

  /** Bytes of text collected so far. */
  get bytes(): number {
    return this.used;
  }

  append(value: string | null): void {
    this.appendAll([value]);
  }

  /** Encodes the values in one go, which costs a fraction of encoding them one by one. */
  appendAll(values: readonly (string | null)[]): void {
    for (const value of values) this.validity.push(value !== null);
    const joined = values.join('');
    const start = this.used;
    this.encode(joined);
    if (this.used - start === joined.length) {
      let end = start;
      for (const value of values) this.offsets.push((end += value?.length ?? 0));
      return;
    }
    let end = start;
    const ends = values.map((value) => (end += value === null ? 0 : Buffer.byteLength(value)));
    if (end === this.used) for (const at of ends) this.offsets.push(at);
    else this.encodeEach(values, start);
  }

  /** Halves of a surrogate pair at the seam of two values became one character: their lengths must not mix. */
  private encodeEach(values: readonly (string | null)[], start: number): void {
    this.used = start;
    for (const value of values) {
      this.encode(value ?? '');
      this.offsets.push(this.used);
    }
  }

  private encode(text: string): void {
    // UTF-16 code units take at most three bytes each in UTF-8.
    const room = this.used + text.length * 3;
    if (room > this.data.length) this.data = grown(this.data, Math.max(room, this.data.length * 2));
    this.used += this.encoder.encodeInto(text, this.data.subarray(this.used)).written;
  }

  finish(): Data<Utf8> {
    const data = makeData({
      type: new Utf8(),
      ...this.validity.take(),
      valueOffsets: new Int32Array(this.offsets),
      data: this.data.subarray(0, this.used),
    });
    this.offsets = [0];
    this.data = new Uint8Array(1 << 16);
    this.used = 0;
    return data;
  }
}

/** Numbers, collected as doubles; `finishAs` makes the Arrow data of the column's type. */
class NumberBuilder implements ColumnBuilder<number> {
  private validity = new Validity();
  private values = new Float64Array(1024);

  constructor(
    private readonly finishAs: (
      values: Float64Array,
      validity: ReturnType<Validity['take']>,
    ) => Data<DataType>,
  ) {}

  append(value: number | null): void {
    const at = this.validity.length;
    this.validity.push(value !== null);
    if (at === this.values.length) {
      const larger = new Float64Array(at * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[at] = value ?? 0;
  }

  finish(): Data<DataType> {
    const data = this.finishAs(this.values.subarray(0, this.validity.length), this.validity.take());
    this.values = new Float64Array(1024);
    return data;
  }
}

export function float64Builder(): ColumnBuilder<number> {
  return new NumberBuilder((data, validity) => makeData({ type: new Float64(), ...validity, data }));
}

export function int32Builder(): ColumnBuilder<number> {
  return new NumberBuilder((values, validity) =>
    makeData({ type: new Int32(), ...validity, data: new Int32Array(values) }),
  );
}

export function uint8Builder(): ColumnBuilder<number> {
  return new NumberBuilder((values, validity) =>
    makeData({ type: new Uint8(), ...validity, data: new Uint8Array(values) }),
  );
}

/** Milliseconds since 1970 UTC. */
export function timestampBuilder(): ColumnBuilder<number> {
  return new NumberBuilder((values, validity) =>
    makeData({ type: new TimestampMillisecond(), ...validity, data: int64(values) }),
  );
}

/** 64-bit integers as two halves: making a BigInt of each value takes ten times as long. */
function int64(values: Float64Array): BigInt64Array {
  const halves = new Int32Array(values.length * 2);
  values.forEach((value, i) => {
    const whole = Math.trunc(value);
    halves[2 * i] = whole;
    halves[2 * i + 1] = Math.floor(whole / 2 ** 32);
  });
  return new BigInt64Array(halves.buffer);
}

export class BoolBuilder implements ColumnBuilder<boolean> {
  private validity = new Validity();
  private places: number[] = [];

  append(value: boolean | null): void {
    if (value === true) this.places.push(this.validity.length);
    this.validity.push(value !== null);
  }

  finish(): Data<Bool> {
    const data = new Uint8Array(Math.ceil(this.validity.length / 8));
    for (const at of this.places) data[at >> 3]! |= 1 << (at & 7);
    this.places = [];
    return makeData({ type: new Bool(), ...this.validity.take(), data });
  }
}

/** Repeated short texts, stored once per segment. */
export class DictionaryBuilder implements ColumnBuilder<string> {
  private validity = new Validity();
  private codes: number[] = [];
  private dictionary = new Map<string, number>();
  /** Neighbours are often equal. */
  private last = { value: '', code: -1 };

  append(value: string | null): void {
    this.validity.push(value !== null);
    this.codes.push(value === null ? 0 : this.codeOf(value));
  }

  finish(): Data<Dictionary<Utf8, Int32>> {
    const data = makeData({
      type: new Dictionary(new Utf8(), new Int32()),
      ...this.validity.take(),
      data: new Int32Array(this.codes),
      dictionary: new Vector([this.words()]),
    });
    this.codes = [];
    this.dictionary = new Map();
    this.last = { value: '', code: -1 };
    return data;
  }

  /** At least one word: some readers refuse an empty dictionary. */
  private words(): Data<Utf8> {
    const builder = new Utf8Builder();
    for (const word of this.dictionary.keys()) builder.append(word);
    if (this.dictionary.size === 0) builder.append('');
    return builder.finish();
  }

  private codeOf(value: string): number {
    if (this.last.code >= 0 && this.last.value === value) return this.last.code;
    const code = this.dictionary.get(value) ?? this.dictionary.size;
    if (code === this.dictionary.size) this.dictionary.set(value, code);
    this.last = { value, code };
    return code;
  }
}
