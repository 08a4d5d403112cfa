import { safeText } from '../model/visible-text';

/** Markup that is known to be well formed; everything else is text and gets escaped. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

export type HtmlValue = string | number | Html | null | readonly HtmlValue[];

/** Template for markup: strings and numbers put into it are made harmless and escaped, so that no value can become markup. */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(
    literals.reduce((text, literal, index) => text + markup(values[index - 1] ?? null) + literal),
  );
}

/** Escaped for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function markup(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(safeText(String(value)));
  return value.map(markup).join('');
}
