/** One key of an order of pairs; those without a value come last either way. */
export interface SortKey {
  /** Named as in an export. */
  column: string;
  desc: boolean;
}

/** Keys by weight; pairs that are equal in all of them keep the order of import. */
export type PairSort = readonly SortKey[];

/** For the address: `similarity.asc,tags.route.desc`; empty for the order of import. */
export function encodeSort(sort: PairSort): string {
  return sort.map(({ column, desc }) => `${encodeURIComponent(column)}.${desc ? 'desc' : 'asc'}`).join(',');
}

/** The inverse of encodeSort; keys that can't be read are left out. */
export function decodeSort(encoded: string): PairSort {
  return encoded.split(',').flatMap((key) => {
    const match = /^(.+)\.(asc|desc)$/.exec(key);
    return match ? [{ column: decoded(match[1]!), desc: match[2] === 'desc' }] : [];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
