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
  finish(): Data<DataType>;
}

class Validity {
  private bits = new Uint8Array(1024);
  length = 0;
  nullCount = 0;

  push(valid: boolean): void {
    if (this.length >> 3 >= this.bits.length) this.bits = grown(this.bits, this.bits.length * 2);
    if (valid) this.bits[this.length >> 3]! |= 1 << (this.length & 7);
    else this.nullCount++;
    this.length++;
  }

  take(): { length: number; nullCount: number; nullBitmap: Uint8Array } {
    const taken = { length: this.length, nullCount: this.nullCount, nullBitmap: this.bits };
    this.bits = new Uint8Array(1024);
    this.length = 0;
    this.nullCount = 0;
    return taken;
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
    this.validity.push(value !== null);
    // UTF-16 code units take at most three bytes each in UTF-8.
    if (value) {
      const room = this.used + value.length * 3;
      if (room > this.data.length) this.data = grown(this.data, Math.max(room, this.data.length * 2));
      this.used += this.encoder.encodeInto(value, this.data.subarray(this.used)).written;
    }
    this.offsets.push(this.used);
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
  private values = new Validity();

  append(value: boolean | null): void {
    this.validity.push(value !== null);
    this.values.push(value === true);
  }

  finish(): Data<Bool> {
    return makeData({ type: new Bool(), ...this.validity.take(), data: this.values.take().nullBitmap });
  }
}

/** Repeated short texts, stored once per segment. */
export class DictionaryBuilder implements ColumnBuilder<string> {
  private validity = new Validity();
  private codes: number[] = [];
  private dictionary = new Map<string, number>();

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
    const known = this.dictionary.get(value);
    if (known !== undefined) return known;
    this.dictionary.set(value, this.dictionary.size);
    return this.dictionary.size - 1;
  }
}
