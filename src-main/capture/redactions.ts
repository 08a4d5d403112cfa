import { RE2JS } from 're2js';
import type { CaptureConfig } from '@core/capture/capture-config';
import { DEFAULT_REDACTIONS, type Redaction } from '@core/capture/redact';
import { AppError } from '@core/model/app-error';

/**
 * What is taken out of texts before they are written. Given patterns run on RE2, whose time grows with the text only.
 * @throws AppError('usage') for a pattern that RE2 does not know
 */
export function redactionsOf({ redact }: Pick<CaptureConfig, 'redact'>): Redaction[] {
  const own = redact.patterns.map(({ name, regex }): Redaction => {
    const pattern = compiled(name, regex);
    return { name, replace: (text) => pattern.matcher(text).replaceAll(() => `[${name}]`) };
  });
  return [...own, ...(redact.defaults ? DEFAULT_REDACTIONS : [])];
}

function compiled(name: string, regex: string): RE2JS {
  try {
    return RE2JS.compile(regex);
  } catch (error) {
    throw new AppError(
      'usage',
      {
        message: `The redaction "${name}" is no regular expression that can be used: ${(error as Error).message}.`,
        where: 'redact.patterns',
        remedy: 'write it in RE2 syntax, which has no look-ahead and no back-references',
      },
      { cause: error },
    );
  }
}
