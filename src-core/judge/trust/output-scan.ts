import { ARMS, type ArmName } from '../../model/arm';
import { addressesJudge, holdsVerdictMarker } from './fooling-text';
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
  private readonly seen: Record<ArmName, Map<number, number[]>> = { prod: new Map(), shadow: new Map() };
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
      if (same) same.push(seq);
      else this.seen[arm].set(key, [seq]);
      if (addressesJudge(text)) this.found[arm].addressed.push(seq);
      if (holdsVerdictMarker(text)) this.found[arm].markers.push(seq);
    }
    if (texts.prod !== null && texts.shadow !== null)
      this.styles.set(seq, { prod: styleCounts(texts.prod), shadow: styleCounts(texts.shadow) });
  }

  result(): OutputScan {
    const scan = (arm: ArmName): ArmScan => {
      const groups = [...this.seen[arm].values()];
      return {
        n: groups.reduce((sum, { length }) => sum + length, 0),
        distinct: groups.length,
        mostFrequent: groups.reduce((most, group) => (group.length > most.length ? group : most), []),
        ...this.found[arm],
      };
    };
    return { arms: { prod: scan('prod'), shadow: scan('shadow') }, styles: this.styles };
  }
}

/** A short answer may be its numbers; in a long one they are what a template is filled with. */
function folded(text: string): string {
  const words = text.slice(0, TOLD_BY).toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return words.length < SHORT ? words : words.replaceAll(/\d+/g, '0');
}
