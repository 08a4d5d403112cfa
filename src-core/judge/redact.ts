import { RE2JS } from 're2js';
import { AppError } from '../model/app-error';
import type { Redaction } from '../model/judge';

/** Replaces what must not leave the machine. */
export interface Redactor {
  /** The same value gives the same stand-in, so that a judge still sees what belongs together. */
  redact(text: string): string;
  /** Passages replaced so far, by kind. */
  counts(): { kind: string; count: number }[];
}

/** Quantifiers are bounded: a hostile text must not keep the expression busy. */
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu;
/** Written internationally or with a leading 0, also in one piece; else in groups of up to five digits. */
const PHONE =
  /(?<![\p{L}\p{N}.,/-])(?:(?:\+\d{1,3}[\s.-]?(?:\(\d{1,5}\)[\s.-]?)?|\(0\d{1,5}\)[\s.-]?|0)\d{1,12}(?:[\s./-]\d{2,12}){0,5}|(?:\(\d{1,5}\)[\s.-]?)?\d{2,5}(?:[\s./-]\d{2,5}){1,5})(?![\p{L}\p{N}/-])/gu;
const DATE = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})$/;
const KEYS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----/g,
  // OpenAI and Anthropic, GitHub, Slack, Stripe, AWS, Google, Hugging Face.
  /\b(?:sk-[\w-]{16,200}|(?:ghp|gho|ghu|ghs|ghr)_\w{20,100}|github_pat_\w{20,120}|xox[abposr]-[\w-]{10,200}|[rsp]k_(?:live|test)_\w{10,100}|A(?:KIA|SIA)[0-9A-Z]{16}|AIza[\w-]{30,60}|hf_\w{20,60})/g,
  // JSON web tokens.
  /\beyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,1000}/g,
  /(?<=\b(?:bearer|basic)\s)[\w.~+/-]{16,500}={0,2}/gi,
  /(?<=\b(?:password|passwd|secret|api[_-]?key|access[_-]?token)["']?\s{0,3}[:=]\s{0,3}["']?)[^\s"',;]{6,200}/gi,
  // user:password@ in an address.
  /(?<=:\/\/[^\s:/@]{1,64}:)[^\s@/]{1,128}(?=@)/g,
];

/** @throws AppError('usage') for a pattern that is no regular expression */
export function createRedactor({ emails, phones, keys, patterns }: Redaction): Redactor {
  const seen = new Map<string, Map<string, number>>();
  const found = new Map<string, number>();
  const standIn = (kind: string, value: string): string => {
    const numbers = seen.get(kind) ?? new Map<string, number>();
    seen.set(kind, numbers);
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    found.set(kind, (found.get(kind) ?? 0) + 1);
    return `[${kind} ${number}]`;
  };
  const own = patterns.map(compile);
  return {
    redact(text) {
      let redacted = text;
      if (keys) for (const key of KEYS) redacted = redacted.replace(key, (value) => standIn('key', value));
      if (emails) redacted = redacted.replace(EMAIL, (value) => standIn('e-mail', value.toLowerCase()));
      if (phones)
        redacted = redacted.replace(PHONE, (value) =>
          isPhone(value) ? standIn('phone', value.replaceAll(/\D/g, '')) : value,
        );
      for (const pattern of own)
        redacted = replaceMatches(redacted, pattern, (value) => standIn('redacted', value));
      return redacted;
    },
    counts: () => [...found].map(([kind, count]) => ({ kind, count })),
  };
}

function isPhone(value: string): boolean {
  const digits = value.replaceAll(/\D/g, '').length;
  return digits >= 7 && digits <= 15 && !DATE.test(value);
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new AppError('usage', {
      message: `The redaction pattern ${JSON.stringify(pattern)} is no regular expression: ${(error as Error).message}.`,
      remedy: "write it in RE2's syntax, which has no look-around and no back-references",
    });
  }
}

function replaceMatches(text: string, pattern: RE2JS, standIn: (value: string) => string): string {
  const matcher = pattern.matcher(text);
  let result = '';
  let from = 0;
  while (matcher.find()) {
    const value = matcher.group();
    if (value === null || value === '') continue;
    result += text.slice(from, matcher.start()) + standIn(value);
    from = matcher.end();
  }
  return result + text.slice(from);
}
