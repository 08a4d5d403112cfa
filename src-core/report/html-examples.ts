import { ARMS, ARM_LABEL } from '../model/arm';
import { NOT_MEASURED, formatCount, formatMoment } from '../model/format';
import type { ReportExample } from '../model/report';
import { clippedName, visibleText } from '../model/visible-text';
import { ARM_CLASS } from '../plots/arm-line';
import type { Block } from './document';
import { answerText, excerptText } from './excerpt-text';
import { Html, escapeHtml, html } from './html';

/** Pairs quoted with both answers side by side, and the rule by which they were chosen. */
export function examplesHtml({ rule, examples }: Extract<Block, { kind: 'examples' }>): Html {
  return html`<p class="rule">${rule}</p>
    ${examples.map(exampleHtml)} `;
}

function exampleHtml(example: ReportExample): Html {
  const { requestId, timestamp, facts, prompt } = example;
  const about = [formatMoment(timestamp), ...facts].filter((fact) => fact !== NOT_MEASURED).join(' · ');
  return html`<div class="example">
    <p class="about">
      <code><bdi>${clippedName(requestId)}</bdi></code> ${about}
    </p>
    ${prompt && html`<p class="prompt"><b>Prompt</b> ${lines(excerptText(prompt))}</p>`}
    <div class="sides">
      ${ARMS.map((arm) => {
        const answer = example[arm];
        const length = answer.excerpt === null ? '' : ` · ${formatCount(answer.excerpt.chars)} characters`;
        return html`<div>
          <span class="arm ${ARM_CLASS[arm]}">${ARM_LABEL[arm]}<span class="cut">${length}</span></span>
          <p>${lines(answerText(answer))}</p>
        </div> `;
      })}
    </div>
  </div> `;
}

/** Text in which line breaks are kept and nothing is markup. */
function lines(text: string): Html {
  return new Html(escapeHtml(visibleText(text)));
}
