import { ARM_LABEL } from '../model/arm';
import { VERDICT_LABEL } from '../model/decision';
import { formatMoment } from '../model/format';
import { ARM_CLASS } from '../plots/arm-line';
import { type Block, type Content, type Inline, parts } from './document';
import { withoutVerdict } from './figures';
import { Html, type HtmlValue, escapeHtml, html } from './html';
import { examplesHtml } from './html-examples';
import { criteriaTable } from './html-criteria-table';
import { plotHtml } from './plot-html';
import { REPORT_CSS } from './report-css';
import { reportDocument } from './report-document';
import { boardAnswers } from './board-answers';
import type { ReportModel } from './report-model';
import { clippedName, visibleText } from '../model/visible-text';
import { verdictHtml } from './verdict-html';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** One self-contained page: no scripts, nothing loaded, readable on screen (light and dark) and on paper (A4). */
export function renderHtml(model: ReportModel): string {
  const count = { figure: 0, table: 0, section: 0 };
  const body = reportDocument(model).map((block) => renderBlock(block, count));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Gnomon ${model.gnomonVersion}" />
        <title>${VERDICT_LABEL[model.decision.verdict]} – ${clippedName(model.name)}</title>
        <style>
          ${new Html(REPORT_CSS)}
        </style>
      </head>
      <body>
        <main>
          ${head(model)} ${body}
          <footer>
            Gnomon ${model.gnomonVersion} · ${formatMoment(model.generatedAt)} · this page runs no script and
            loads nothing.
          </footer>
        </main>
      </body>
    </html> `.markup;
}

function renderContent(content: Content): HtmlValue {
  return parts(content).map(renderInline);
}

function head(model: ReportModel): Html {
  const { decision, sentences, models } = model;
  const [compared, decides, unknown] = sentences;
  return html`<header>
    <p class="running">
      <span>Gnomon shadow comparison</span><span>${formatMoment(model.generatedAt)}</span>
    </p>
    <h1><bdi>${clippedName(model.name)}</bdi></h1>
    <p class="models">
      <span class="arm arm-prod">production</span> <bdi>${clippedName(models.prod ?? 'unnamed')}</bdi>
      <span class="arm arm-shadow">shadow</span> <bdi>${clippedName(models.shadow ?? 'unnamed')}</bdi>
    </p>
    <p class="decision">${verdictHtml(decision.verdict)}</p>
    <p class="summary">${withoutVerdict(decision)}</p>
    <dl class="sentences">
      <dt>What was compared</dt>
      <dd>${compared}</dd>
      <dt>What decides</dt>
      <dd>${decides}</dd>
      <dt>What is unknown</dt>
      <dd>${unknown}</dd>
      ${boardAnswers(model).map(
        ([question, answer]) =>
          html`<dt>${question}</dt>
            <dd>${answer}</dd>`,
      )}
    </dl>
  </header>`;
}

interface Counters {
  figure: number;
  table: number;
  section: number;
}

function renderBlock(block: Block, count: Counters): Html {
  switch (block.kind) {
    case 'section':
      count.section += 1;
      return html`<h2${block.newPage === true ? new Html(' class="new-page"') : null}><span class="number">${count.section}</span>${block.title}</h2>\n`;
    case 'heading':
      return html`<h3>${block.title}</h3> `;
    case 'text':
      return html`<p>${renderContent(block.content)}</p> `;
    case 'criteria':
      return criteriaTable(block.criteria);
    case 'examples':
      return examplesHtml(block);
    case 'code':
      return html`<pre>${new Html(escapeHtml(visibleText(block.text)))}</pre> `;
    case 'terms':
      return html`<dl class="terms">
        ${block.items.map(
          ({ term, content }) =>
            html`<div>
              <dt>${renderContent(term)}</dt>
              <dd>${renderContent(content)}</dd>
            </div> `,
        )}
      </dl> `;
    case 'figure':
      count.figure += 1;
      return html`<figure>
        ${block.plots.map(plotHtml)}
        <figcaption><b>Figure ${count.figure}.</b> ${block.caption}</figcaption>
      </figure> `;
    case 'table':
      count.table += 1;
      return html`<table${block.narrow === true ? new Html(' class="narrow"') : null}>
        <caption>
          <b>Table ${count.table}.</b>
          ${block.caption}
        </caption>
        <thead>
          <tr>
            ${block.columns.map(({ label, align }) => html`<th scope="col" class="${align}">${renderContent(label)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${block.rows.map(
            (row) =>
              html`<tr>
                ${row.map((cell, index) =>
                  index === 0
                    ? html`<th scope="row">${renderContent(cell)}</th>`
                    : html`<td class="${block.columns[index]?.align ?? 'start'}">${renderContent(cell)}</td>`,
                )}
              </tr> `,
          )}
        </tbody>
      </table> `;
  }
}

function renderInline(inline: Inline): HtmlValue {
  if (typeof inline === 'string') return inline;
  if ('name' in inline) return html`<bdi>${clippedName(inline.name)}</bdi>`;
  if ('code' in inline) return html`<code>${inline.code}</code>`;
  if ('strong' in inline) return html`<b>${inline.strong}</b>`;
  if ('faint' in inline) return html`<span class="faint">${inline.faint}</span>`;
  if ('arm' in inline)
    return html`<span class="arm ${ARM_CLASS[inline.arm]}">${ARM_LABEL[inline.arm]}</span>`;
  return verdictHtml(inline.verdict);
}
