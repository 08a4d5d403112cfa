import type { Redaction } from './judge';

/** What a report can be saved as: for reading (html, pdf, md), and for other programs. */
export const REPORT_FORMATS = {
  html: {
    ending: 'html',
    type: 'text/html; charset=utf-8',
    label: 'HTML',
    detail: 'one file, to read and print',
  },
  pdf: { ending: 'pdf', type: 'application/pdf', label: 'PDF', detail: 'pages for a board' },
  md: {
    ending: 'md',
    type: 'text/markdown; charset=utf-8',
    label: 'Markdown',
    detail: 'for a ticket or a wiki',
  },
  json: {
    ending: 'json',
    type: 'application/json; charset=utf-8',
    label: 'JSON',
    detail: 'all figures; the decision can be recomputed',
  },
  junit: {
    ending: 'junit.xml',
    type: 'application/xml; charset=utf-8',
    label: 'JUnit XML',
    detail: 'criteria as test cases, for pipelines',
  },
  'llm-comparator': {
    ending: 'llm-comparator.json',
    type: 'application/json; charset=utf-8',
    label: 'LLM Comparator',
    detail: 'pairs with scores, for that tool',
  },
  otel: {
    ending: 'otel.jsonl',
    type: 'application/x-ndjson; charset=utf-8',
    label: 'OpenTelemetry',
    detail: 'gen_ai.evaluation.result events',
  },
} as const;

export type ReportFormat = keyof typeof REPORT_FORMATS;

export const REPORT_FORMAT_NAMES = Object.keys(REPORT_FORMATS) as ReportFormat[];

/** What is replaced in a report's quotes unless somebody asks for another: a report is handed round. */
export const REPORT_REDACTION: Redaction = { emails: true, phones: true, keys: true, patterns: [] };

/** Part of a text, cut to fit: how many characters it has in all, and whether something stands before or after. */
export interface Excerpt {
  text: string;
  chars: number;
  before: boolean;
  after: boolean;
}

/** A pair quoted in the report, and by which rule it was chosen. */
export interface ReportExample {
  seq: number;
  requestId: string;
  /** ms since 1970 UTC. */
  timestamp: number | null;
  /** What is measured of it, e.g. "similarity 0.412". */
  facts: readonly string[];
  prompt: Excerpt | null;
  prod: ExampleAnswer;
  shadow: ExampleAnswer;
}

/** An arm's answer, or what stands in its place. */
export type ExampleAnswer =
  | { state: 'answered'; excerpt: Excerpt | null }
  | { state: 'failed'; excerpt: Excerpt | null }
  | { state: 'missing'; excerpt: null };

/** Examples of one kind. */
export interface ExampleGroup {
  id: string;
  title: string;
  /** How they were chosen among how many, in a sentence. */
  rule: string;
  /** Pairs that fall under the rule. */
  of: number;
  examples: readonly ReportExample[];
}

/** The report's examples with what was done to their texts. */
export interface ReportExamples {
  groups: readonly ExampleGroup[];
  /** What was replaced in texts before they were quoted; null: nothing was to be replaced. */
  redaction: { kinds: readonly string[]; replaced: number } | null;
}
