import type { ArmName } from '../model/arm';
import type { CriterionResult, Verdict } from '../model/decision';
import type { ReportExample } from '../model/report';
import type { Plot } from '../plots/plot';

/**
 * A piece of text. Strings may hold anything, also text from a log: renderers escape all of them. `name` is a name
 * from a log (file, model, kind of error), set apart from the sentence around it; `code` is to be copied literally.
 */
export type Inline =
  | string
  | { name: string }
  | { code: string }
  | { strong: string }
  | { faint: string }
  | { arm: ArmName }
  | { verdict: Verdict };

export type Content = Inline | readonly Inline[];

export interface Column {
  label: Content;
  /** Figures stand at the end, so that digits line up. */
  align: 'start' | 'end';
}

/** Part of a report in the order of reading; HTML and Markdown are rendered from the same blocks. */
export type Block =
  | { kind: 'section'; title: string; newPage?: boolean }
  | { kind: 'heading'; title: string }
  | { kind: 'text'; content: Content }
  | { kind: 'criteria'; criteria: readonly CriterionResult[] }
  | {
      kind: 'table';
      caption: string;
      columns: readonly Column[];
      rows: readonly (readonly Content[])[];
      /** Only as wide as two thirds of the text, for tables of few columns. */
      narrow?: boolean;
    }
  | { kind: 'figure'; caption: string; plots: readonly Plot[] }
  | { kind: 'examples'; rule: string; examples: readonly ReportExample[] }
  | { kind: 'terms'; items: readonly { term: Content; content: Content }[] }
  | { kind: 'code'; text: string };

/** Width of the text column and of full-width plots, px. */
export const TEXT_WIDTH = 720;

/** A table column of figures. */
export function figures(label: Content): Column {
  return { label, align: 'end' };
}

/** A table column of words. */
export function words(label: Content): Column {
  return { label, align: 'start' };
}

/** The parts of a content. */
export function parts(content: Content): readonly Inline[] {
  return typeof content === 'string' || !Array.isArray(content) ? [content as Inline] : (content as Inline[]);
}
