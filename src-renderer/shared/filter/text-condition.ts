import type { TextCondition } from '@core/model/pair-filter';

export const TEXT_PLACE_LABEL: Readonly<Record<TextCondition['in'], string>> = {
  anywhere: 'anywhere',
  prompt: 'prompt',
  prod: 'production',
  shadow: 'shadow',
};

export const TEXT_MODE_LABEL: Readonly<Record<TextCondition['mode'], string>> = {
  plain: 'words',
  case: 'words, case kept',
  regex: 'regular expression',
};

/** What is wrong with a text condition at first sight; the host knows the whole of the syntax. */
export function textProblem({ mode, pattern }: TextCondition): string | null {
  if (mode !== 'regex') return null;
  if (/\(\?(<?[=!])/.test(pattern)) return 'Looking ahead or behind is not offered: it can run for ever.';
  if (/\\[1-9]/.test(pattern)) return 'Backreferences are not offered: they can run for ever.';
  return null;
}
