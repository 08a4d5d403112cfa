/** A share as the percentage that a form shows. */
export function toPercent(share: number): number {
  return Number((share * 100).toPrecision(6));
}

/** A percentage that was typed as a share, without the noise of the division. */
export function ofShare(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}
