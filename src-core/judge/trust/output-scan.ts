import { ARMS, type ArmName } from '../../model/arm';
import { foolingText } from './fooling-text';
import { type StyleCounts, styleCounts } from './style';

/** Characters of an output by which it is told from others. */
const TOLD_BY = 2000;
const SHORT = 80;

/** What the outputs of one arm look like. */
export interface ArmScan {
  n: number;
  /** Different outputs but for case, digits and white space. */
  distinct: number;
  /** Pairs with the most frequent output. */
  mostFrequent: readonly number[];
  addressed: number[];
  markers: number[];
}

export interface OutputScan {
  arms: Readonly<Record<ArmName, ArmScan>>;
  styles: ReadonlyMap<number, { prod: StyleCounts; shadow: StyleCounts }>;
}

/** Reads the outputs of judged pairs one after the other for what may fool a judge, and for their style. */
export class OutputScanner {
  /** Key of an output → pairs with it; most outputs are there once, so that a single pair needs no list. */
  private readonly seen: Record<ArmName, Map<number, number | number[]>> = {
    prod: new Map(),
    shadow: new Map(),
  };
  private readonly found: Record<ArmName, { addressed: number[]; markers: number[] }> = {
    prod: { addressed: [], markers: [] },
    shadow: { addressed: [], markers: [] },
  };
  private readonly styles = new Map<number, { prod: StyleCounts; shadow: StyleCounts }>();
  private readonly read = new Set<number>();

  /** @param keyOf a number that different texts hardly ever share */
  constructor(private readonly keyOf: (text: string) => number) {}

  has(seq: number): boolean {
    return this.read.has(seq);
  }

  add(seq: number, texts: Readonly<Record<ArmName, string | null>>): void {
    this.read.add(seq);
    for (const arm of ARMS) {
      const text = texts[arm];
      if (text === null) continue;
      const key = this.keyOf(folded(text));
      const same = this.seen[arm].get(key);
      if (same === undefined) this.seen[arm].set(key, seq);
      else if (typeof same === 'number') this.seen[arm].set(key, [same, seq]);
      else same.push(seq);
      const { addressed, markers } = foolingText(text);
      if (addressed) this.found[arm].addressed.push(seq);
      if (markers) this.found[arm].markers.push(seq);
    }
    if (texts.prod !== null && texts.shadow !== null)
      this.styles.set(seq, { prod: styleCounts(texts.prod), shadow: styleCounts(texts.shadow) });
  }

  result(): OutputScan {
    const scan = (arm: ArmName): ArmScan => {
      let n = 0;
      let mostFrequent: readonly number[] = [];
      for (const group of this.seen[arm].values()) {
        const length = typeof group === 'number' ? 1 : group.length;
        n += length;
        if (length > mostFrequent.length) mostFrequent = typeof group === 'number' ? [group] : group;
      }
      return { n, distinct: this.seen[arm].size, mostFrequent, ...this.found[arm] };
    };
    return { arms: { prod: scan('prod'), shadow: scan('shadow') }, styles: this.styles };
  }
}

/** A short answer may be its numbers; in a long one they are what a template is filled with. */
function folded(text: string): string {
  // Single spaces stand for themselves: replacing each of them takes most of the time.
  const words = text
    .slice(0, TOLD_BY)
    .toLowerCase()
    .replaceAll(/\s{2,}|[^\S ]/g, ' ')
    .trim();
  return words.length < SHORT ? words : words.replaceAll(/\d+/g, '0');
}
