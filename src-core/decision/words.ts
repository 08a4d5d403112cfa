const ROUNDED = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** A count to three significant digits, for what is only known roughly: 12,400. */
export function about(value: number): string {
  return ROUNDED.format(value);
}

/** A share that a person chose, without trailing zeros: 95 %, 0.25 %. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(6))} %`;
}
