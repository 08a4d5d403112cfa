/** Elements beyond 2^25 px are cut off in Chromium, and half of that at a zoom of 200 %. */
const TALLEST = 8_000_000;
/** Near both ends a pixel scrolled is a pixel moved, so that the ends are reached. px */
const EDGE = 100_000;

/** Where one is: what the element is scrolled to, and what is seen of everything, both in px from the top. */
export interface ScrollPlace {
  top: number;
  offset: number;
}

/**
 * Scrolls a height that no browser can lay out. The element scrolled is lower; steps by wheel or keys move by as many
 * pixels as they would, and jumps of the scroll bar by their share of the whole.
 */
export class ScrollScale {
  /** Height that the scrolled element is given, px. */
  readonly height: number;

  /**
   * @param full height of everything, px
   * @param view height of what is seen, px
   */
  constructor(
    private readonly full: number,
    private readonly view: number,
  ) {
    this.height = Math.min(full, TALLEST);
  }

  /** The place after the element was scrolled to `top`. */
  moved(from: ScrollPlace, top: number): ScrollPlace {
    const step = top - from.top;
    const isJump = this.isTrue || Math.abs(step) > 2 * this.view;
    return { top, offset: isJump ? this.offsetAt(top) : this.clamped(from.offset + step) };
  }

  /** The place at which an offset is seen and the scroll bar stands where it belongs. */
  at(offset: number): ScrollPlace {
    const held = this.clamped(offset);
    return { top: this.topAt(held), offset: held };
  }

  clamped(offset: number): number {
    return Math.min(this.range, Math.max(0, offset));
  }

  private get isTrue(): boolean {
    return this.full <= TALLEST;
  }

  private get range(): number {
    return Math.max(0, this.full - this.view);
  }

  private get scroll(): number {
    return Math.max(0, this.height - this.view);
  }

  private offsetAt(top: number): number {
    if (this.isTrue || top <= EDGE) return this.clamped(top);
    if (top >= this.scroll - EDGE) return this.clamped(this.range - (this.scroll - top));
    return EDGE + ((top - EDGE) / (this.scroll - 2 * EDGE)) * (this.range - 2 * EDGE);
  }

  private topAt(offset: number): number {
    if (this.isTrue || offset <= EDGE) return offset;
    if (offset >= this.range - EDGE) return this.scroll - (this.range - offset);
    return EDGE + ((offset - EDGE) / (this.range - 2 * EDGE)) * (this.scroll - 2 * EDGE);
  }
}
