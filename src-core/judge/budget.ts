import type { Spend } from '../model/judge-run';

/** Two ceilings that calls in flight can't overrun: what a call may cost at most is set aside before it starts. */
export class Budget {
  private spent = 0;
  private possible = 0;
  private reserved = 0;
  private calls = 0;
  private readonly maxCost: number | null;
  private readonly maxCalls: number | null;
  private readonly priced: boolean;

  /** @param options.priced false when no price is known: then cost stays null and only calls are limited */
  constructor(options: { maxCost: number | null; maxCalls: number | null; priced: boolean }) {
    this.maxCost = options.maxCost;
    this.maxCalls = options.maxCalls;
    this.priced = options.priced;
  }

  /**
   * Sets aside what a call may cost at most.
   * @returns `yes`, `wait` when calls in flight may free enough, `no` when nothing can
   */
  reserve(most: number): 'yes' | 'wait' | 'no' {
    if (this.maxCalls !== null && this.calls >= this.maxCalls) return 'no';
    if (this.maxCost !== null) {
      const certain = this.spent + this.possible;
      // Sums of many small prices are off in the last digits; a ceiling that fits exactly must not fail for them.
      const ceiling = this.maxCost * (1 + 1e-9);
      if (certain + most > ceiling) return 'no';
      if (certain + this.reserved + most > ceiling) return 'wait';
    }
    this.calls++;
    this.reserved += most;
    return 'yes';
  }

  /** A call has ended: it was answered at this cost, was refused for nothing, or broke off and may be billed. */
  settle(most: number, how: { cost: number } | 'free' | 'maybe-billed'): void {
    this.reserved = Math.max(0, this.reserved - most);
    if (how === 'maybe-billed') this.possible += most;
    else if (how !== 'free') this.spent += how.cost;
  }

  get spend(): Spend {
    return {
      calls: this.calls,
      cost: this.priced ? this.spent : null,
      possible: this.possible,
      ceiling: this.maxCost,
      callsCeiling: this.maxCalls,
    };
  }
}
