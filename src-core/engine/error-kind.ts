const LONGEST = 60;

/**
 * The class of a failure: its first line with ids, numbers and quoted values folded, so that like failures count as one.
 * HTTP status codes stay.
 */
export function errorKind(error: string | null): string {
  const line = (error ?? '')
    .trim()
    .split(/[\r\n]/, 1)[0]!
    .slice(0, 300);
  if (line === '') return 'unspecified';
  const folded = line
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27,}\b/gi, '…')
    .replace(/\b(?=[a-z0-9_-]*\d)[a-z0-9_-]{16,}\b/gi, '…')
    .replace(/"[^"]{12,}"|'[^']{12,}'/g, '…')
    .replace(/\b\d[\d.,]{3,}\b/g, '#')
    .replace(/\b(?![1-5]\d\d\b)\d+(?=\s*(?:ms|s|seconds|tokens|bytes)\b)/gi, '#');
  return folded.length > LONGEST ? `${folded.slice(0, LONGEST - 1)}…` : folded;
}

/** Whether the failure is a timeout: the request took longer than anyone waited. */
export function isTimeout(error: string | null): boolean {
  return error !== null && /time[ds]?[ _-]?out|timeout|deadline.?exceeded|\b(?:408|504)\b/i.test(error);
}
