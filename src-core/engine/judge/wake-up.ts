import type { Clock } from '../../ports/clock';

/** Lets a loop sleep until a time or until something has happened, whichever is first. */
export class WakeUp {
  private wake: (() => void) | null = null;
  private happened = false;

  constructor(private readonly clock: Clock) {}

  /** Something has happened: the sleeper goes on, or does not fall asleep. */
  call(): void {
    this.happened = true;
    this.wake?.();
  }

  /** @param until ms since 1970 UTC; Infinity: until something happens */
  async sleep(until: number): Promise<void> {
    if (!this.happened) {
      const called = new Promise<void>((resolve) => (this.wake = resolve));
      if (until === Infinity) await called;
      else {
        const time = this.clock.wait(Math.max(0, until - this.clock.now()));
        await Promise.race([called, time.done]);
        time.cancel();
      }
      this.wake = null;
    }
    this.happened = false;
  }
}
