import { VERDICT_LABEL, type Verdict } from '../model/decision';
import { svg } from '../plots/svg';
import { toSvgMarkup } from '../plots/to-svg-string';
import { VERDICT_CLASS, verdictMark } from '../plots/verdict-mark';
import { Html, html } from './html';

/** A verdict as shape, word and colour; the shape is drawn, because fonts draw ● ■ ◐ at unlike sizes. */
export function verdictHtml(verdict: Verdict): Html {
  const shape = svg(
    'svg',
    { class: 'plot shape', viewBox: '2 2 16 16', 'aria-hidden': 'true' },
    verdictMark(verdict, { x: 10, y: 10, radius: 8 }),
  );
  return html`<span class="verdict ${VERDICT_CLASS[verdict]}"
    >${new Html(toSvgMarkup(shape))}${VERDICT_LABEL[verdict]}</span
  >`;
}
