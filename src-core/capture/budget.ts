import type { CaptureConfig } from './capture-config';

/** What was spent on the shadow and on production's reruns. */
export interface Spent {
  usd: number;
  requests: number;
  /** Answers whose cost is not known: no prices, or no token counts. */
  unpriced: number;
}

export interface Budget {
  readonly spent: Spent;
  /** Why no further request may be sent; null while one may. Calls under way count with the dearest one so far. */
  closedBecause(now: number): string | null;
  /** A call begins. */
  begin(): void;
  /** A call has ended. @param usd its cost; null when it is not known */
  end(usd: number | null): void;
}

/** Ceilings on money, requests and time. */
export function createBudget(limits: CaptureConfig['budget'], before: Spent): Budget {
  const spent = { ...before };
  let underWay = 0;
  let dearest = 0;
  return {
    spent,
    closedBecause(now) {
      if (limits.until !== undefined && now >= limits.until) return 'the end date is reached';
      if (limits.requests !== undefined && spent.requests >= limits.requests)
        return 'the request ceiling is reached';
      if (limits.usd !== undefined && spent.usd + underWay * dearest >= limits.usd)
        return 'the spending ceiling is reached';
      return null;
    },
    begin() {
      underWay++;
      spent.requests++;
    },
    end(usd) {
      underWay--;
      if (usd === null) spent.unpriced++;
      else {
        spent.usd += usd;
        dearest = Math.max(dearest, usd);
      }
    },
  };
}

/** Cost in US dollars; null when prices or tokens are not known. */
export function costOf(
  tokens: { tokensIn: number | null; tokensOut: number | null },
  prices: { input: number; output: number } | undefined,
): number | null {
  if (!prices || tokens.tokensIn === null || tokens.tokensOut === null) return null;
  return (tokens.tokensIn * prices.input + tokens.tokensOut * prices.output) / 1e6;
}
