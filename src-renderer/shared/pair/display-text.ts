import { visibleText } from '@core/model/visible-text';

/** Text from a log for reading: what is invisible or turns the direction of text is shown, tabs stay tabs. */
export function displayText(text: string): string {
  return text
    .split('\t')
    .map((part) => visibleText(part))
    .join('\t');
}
