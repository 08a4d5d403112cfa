/** A kind of text that is not written, and what stands in its place. */
export interface Redaction {
  name: string;
  replace(text: string): string;
}

const LONG_DATA = 200;

/** Patterns whose running time grows with the text only, however it is written. */
const PATTERNS: readonly { name: string; pattern: RegExp; accept?: (found: string) => boolean }[] = [
  {
    name: 'private key',
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
  },
  { name: 'token', pattern: /\beyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,1000}/g },
  { name: 'key', pattern: /\b(?:sk|pk|rk)[-_][\w-]{16,200}/g },
  { name: 'key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { name: 'key', pattern: /\b(?:ghp|gho|ghs|ghu|github_pat|glpat|xox[abprs]|hf|AIza)[-_]?[\w-]{20,200}/g },
  { name: 'token', pattern: /\b[Bb]earer +[\w.~+/-]{16,2000}=*/g },
  { name: 'email', pattern: /[\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g },
  { name: 'iban', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g, accept: isIban },
  { name: 'card', pattern: /\b\d(?:[ -]?\d){12,18}\b/g, accept: isCard },
  {
    name: 'data',
    pattern: /data:[\w.+-]{1,60}\/[\w.+-]{1,60};base64,[A-Za-z0-9+/=]+/g,
    accept: (found) => found.length > LONG_DATA,
  },
];

/** Keys and tokens, e-mail addresses, card numbers (by Luhn's sum), IBANs (by mod 97), and inlined files. */
export const DEFAULT_REDACTIONS: readonly Redaction[] = PATTERNS.map(
  ({ name, pattern, accept = () => true }) => ({
    name,
    replace: (text) => text.replace(pattern, (found) => (accept(found) ? `[${name}]` : found)),
  }),
);

/** A copy in which every text, keys included, has gone through the redactions. */
export function redact<Value>(value: Value, redactions: readonly Redaction[]): Value {
  const clean = (text: string): string => redactions.reduce((rest, { replace }) => replace(rest), text);
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return clean(part);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [clean(key), walk(inner)]));
  };
  return walk(value) as Value;
}

/** Luhn's sum (ISO/IEC 7812-1). */
function isCard(found: string): boolean {
  const digits = found.replaceAll(/\D/g, '');
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616: moved to the end and read as digits, the number is 1 modulo 97. */
function isIban(found: string): boolean {
  const plain = found.replaceAll(' ', '');
  if (plain.length < 15 || plain.length > 34) return false;
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 55;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
