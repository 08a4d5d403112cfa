/** Largest page of a list that one request may ask for. */
const MOST = 1000;

/** `offset` and `limit` of a query, within bounds whatever was sent. */
export function pageOf(query: Readonly<Record<string, string>>): { offset: number; limit: number } {
  const whole = (text: string | undefined, fallback: number): number => {
    const value = Number(text ?? fallback);
    return Number.isInteger(value) && value >= 0 ? value : fallback;
  };
  return { offset: whole(query['offset'], 0), limit: Math.min(MOST, whole(query['limit'], 100)) };
}
