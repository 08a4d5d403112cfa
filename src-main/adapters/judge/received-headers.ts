/** Headers of an answer, as much of a Headers as the SDKs use; a real one costs a tenth of a call. Names in lower case. */
export class ReceivedHeaders {
  readonly #values: ReadonlyMap<string, string>;

  constructor(received: Readonly<Record<string, string | string[] | undefined>>) {
    this.#values = new Map(
      Object.entries(received).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.#values.entries();
  }

  forEach(give: (value: string, name: string) => void): void {
    for (const [name, value] of this.#values) give(value, name);
  }
}
