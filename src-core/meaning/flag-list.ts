import type { FlagKind, MeaningFlag, Passage } from '../model/meaning';
import { FLAG_KINDS } from '../model/meaning';

/** Flags kept of one kind. */
const MOST_OF_A_KIND = 8;

/** A place in an output, UTF-16 offsets, end exclusive. */
export interface Place {
  start: number;
  end: number;
}

/** Flags of one pair as they are found; at most eight of a kind are kept. */
export class FlagList {
  readonly #kept = new Map<FlagKind, MeaningFlag[]>();
  readonly #texts: { prod: string; shadow: string };

  constructor(prod: string, shadow: string) {
    this.#texts = { prod, shadow };
  }

  add(kind: FlagKind, prod: Place | null, shadow: Place | null): void {
    const known = this.#kept.get(kind) ?? [];
    if (known.length >= MOST_OF_A_KIND) return;
    known.push({ kind, prod: passage(this.#texts.prod, prod), shadow: passage(this.#texts.shadow, shadow) });
    this.#kept.set(kind, known);
  }

  /** In the order of `FLAG_KINDS`, those of one kind in the order found. */
  all(): MeaningFlag[] {
    if (this.#kept.size === 0) return [];
    return FLAG_KINDS.flatMap((kind) => this.#kept.get(kind) ?? []);
  }
}

function passage(text: string, place: Place | null): Passage | null {
  return place === null
    ? null
    : { start: place.start, end: place.end, text: text.slice(place.start, place.end) };
}
