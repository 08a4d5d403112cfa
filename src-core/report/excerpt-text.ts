import type { ExampleAnswer, Excerpt } from '../model/report';

/** An excerpt with an ellipsis where it was cut. */
export function excerptText({ text, before, after }: Excerpt): string {
  return `${before ? '… ' : ''}${text}${after ? ' …' : ''}`;
}

/** An answer as quoted, or in words what stands in its place. */
export function answerText({ state, excerpt }: ExampleAnswer): string {
  if (state === 'missing') return '(no answer was logged)';
  if (excerpt === null) return state === 'failed' ? '(failed)' : '(the log holds no text)';
  if (state === 'failed') return `failed: ${excerptText(excerpt)}`;
  return excerpt.text === '' ? '(empty)' : excerptText(excerpt);
}
