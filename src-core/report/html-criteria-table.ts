import type { CriterionResult } from '../model/decision';
import { formatCount } from '../model/format';
import { criterionPlot } from '../plots/criterion-plot';
import { boundsFigure, criterionFigure, neededFigure, neededRangeFigure, ruleFigure } from './figures';
import { type Html, html } from './html';
import { plotHtml } from './plot-html';
import { verdictHtml } from './verdict-html';

const PLOT_WIDTH = 160;

/** The criteria, one a body of two rows: figures with the interval drawn against its threshold, and the reason. */
export function criteriaTable(criteria: readonly CriterionResult[]): Html {
  return html`<table class="criteria">
    <thead>
      <tr>
        <th scope="col">Criterion</th>
        <th scope="col">Verdict</th>
        <th scope="col" class="end">Estimate, bounds</th>
        <th scope="col">Against the threshold</th>
        <th scope="col" class="end">n</th>
        <th scope="col" class="end">Still needed</th>
      </tr>
    </thead>
    ${criteria.map(criterionBody)}
  </table> `;
}

function criterionBody(result: CriterionResult): Html {
  const plot = plotHtml(criterionPlot(result, { width: PLOT_WIDTH }));
  const notes = [result.reason, ...result.cautions.map((caution) => `Caution: ${caution}.`)].join(' ');
  const optional = result.required ? '' : ', not required';
  return html`<tbody>
    <tr class="figures">
      <th scope="row">${result.label}<span class="under">${ruleFigure(result)}${optional}</span></th>
      <td>${verdictHtml(result.verdict)}</td>
      <td class="end">
        <b>${criterionFigure(result, result.estimate)}</b><span class="under">${boundsFigure(result)}</span>
      </td>
      <td class="interval-cell">${plot}</td>
      <td class="end">${formatCount(result.n)}</td>
      <td class="end">${neededFigure(result)}<span class="under">${neededRangeFigure(result)}</span></td>
    </tr>
    <tr class="reason">
      <td colspan="6">${notes}</td>
    </tr>
  </tbody> `;
}
