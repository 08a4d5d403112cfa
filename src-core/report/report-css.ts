import { PALETTE, paletteCss } from '../plots/palette';
import { PLOT_CSS } from '../plots/plot-css';

/** The report's styles: one text column of 720 px, two themes from one set of tokens, and A4 pages in print. */
export const REPORT_CSS = `
:root { color-scheme: light dark; ${paletteCss(PALETTE.light)} }
@media (prefers-color-scheme: dark) { :root { ${paletteCss(PALETTE.dark)} } }
* { box-sizing: border-box; }
html { background: var(--surface); -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--surface); color: var(--text);
  font: 13px/20px 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Noto Sans', sans-serif;
  font-variant-numeric: tabular-nums; font-kerning: normal;
}
main { width: 720px; max-width: 100%; margin: 48px auto 64px; }
h1, h2, h3, p, dl, dd, figure, pre { margin: 0; }
b, h1, h2, h3, th { font-weight: 600; }
bdi { overflow-wrap: anywhere; }
.faint { color: var(--text-faint); }
.arm-prod { color: var(--prod); } .arm-shadow { color: var(--shadow); }
.arm { font-weight: 600; white-space: nowrap; }
.arm::before {
  content: ''; display: inline-block; width: 16px; margin-right: 6px; vertical-align: 0.27em;
  border-top: 2px solid currentcolor;
}
.arm-shadow::before { border-top-style: dashed; }

.running {
  display: flex; justify-content: space-between; padding-bottom: 8px;
  border-bottom: 2px solid var(--text); color: var(--text-faint); font-size: 12px; line-height: 16px;
}
h1 { margin-top: 16px; font-size: 24px; line-height: 32px; letter-spacing: -0.01em; }
.models { margin-top: 4px; }
.models bdi { margin: 0 20px 0 4px; }
.decision { margin-top: 20px; font-size: 44px; line-height: 52px; letter-spacing: -0.02em; }
.decision .verdict { font-weight: 700; }
.decision .verdict .shape { margin-right: 16px; }
.summary { margin-top: 4px; font-size: 17px; line-height: 26px; }
.sentences {
  display: grid; grid-template-columns: 148px 1fr; row-gap: 7px; margin-top: 16px; font-size: 13px; line-height: 19px;
}
.sentences dt { color: var(--text-faint); }

.verdict { font-weight: 600; white-space: nowrap; }
.verdict .shape { display: inline-block; width: 0.82em; height: 0.82em; margin-right: 6px; vertical-align: -0.07em; }
.verdict .mark { stroke-width: 0; }
.verdict .mark-ring { stroke: var(--undecided); stroke-width: 1.8; }
.verdict.pass { color: var(--go); } .verdict.fail { color: var(--no-go); } .verdict.undecided { color: var(--undecided); }

h2 { margin: 48px 0 12px; padding-top: 10px; border-top: 1px solid var(--text); font-size: 17px; line-height: 24px; }
h2 .number { display: inline-block; min-width: 28px; color: var(--text-faint); font-weight: 400; }
h3 { margin: 24px 0 8px; }
p + table, p + figure { margin-top: 16px; }

table { width: 100%; margin: 24px 0 0; border-collapse: collapse; }
table.narrow { width: 520px; max-width: 100%; }
caption, figcaption { padding-bottom: 6px; color: var(--text-faint); font-size: 12px; line-height: 17px; text-align: left; }
caption b, figcaption b { color: var(--text); }
th, td { padding: 4px 0 4px 16px; text-align: left; vertical-align: baseline; }
th:first-child, td:first-child { padding-left: 0; }
thead th { border-bottom: 1px solid var(--text); color: var(--text-faint); font-size: 12px; line-height: 16px; font-weight: 400; vertical-align: bottom; }
thead th .arm { font-weight: 600; }
tbody th { font-weight: 400; }
tbody tr { border-bottom: 1px solid var(--line); }
tbody tr:last-child { border-bottom: 1px solid var(--line-strong); }
.end { text-align: right; white-space: nowrap; }
thead .end { white-space: normal; }
td .faint { display: inline-block; min-width: 56px; }

.criteria { margin-top: 20px; table-layout: fixed; }
.criteria thead th:nth-child(1) { width: 166px; }
.criteria thead th:nth-child(2) { width: 136px; }
.criteria thead th:nth-child(3) { width: 132px; }
.criteria thead th:nth-child(4) { width: 176px; }
.criteria thead th:nth-child(5) { width: 50px; }
.criteria th, .criteria td { padding-left: 10px; }
.criteria th:first-child, .criteria td:first-child { padding-left: 0; }
.criteria tbody th { font-weight: 600; }
.criteria th, .criteria .figures td { line-height: 18px; }
.criteria .under { display: block; white-space: normal; color: var(--text-faint); font-weight: 400; font-size: 12px; }
.criteria .figures { border-bottom: 0; }
.criteria .figures > * { padding-top: 9px; padding-bottom: 0; vertical-align: top; }
.criteria .interval-cell { padding-top: 5px; }
.criteria .verdict { font-size: 12px; }
.criteria .reason td { padding: 3px 0 8px; color: var(--text-faint); font-size: 12px; line-height: 17px; }

figure { margin-top: 24px; }
figcaption { padding: 6px 0 0; }
figure svg { max-width: 100%; height: auto; }
figure svg + svg { margin-top: 8px; }
.rule { color: var(--text-faint); font-size: 12px; line-height: 17px; }
.example { margin-top: 14px; border-top: 1px solid var(--line-strong); }
.example .about { padding: 5px 0; color: var(--text-faint); font-size: 12px; line-height: 17px; }
.example .prompt { padding-bottom: 6px; font-size: 12px; line-height: 17px; white-space: pre-wrap; overflow-wrap: anywhere; }
.example .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }
.example .sides > div { min-width: 0; padding-bottom: 6px; border-top: 2px solid var(--prod); }
.example .sides > div + div { border-top-color: var(--shadow); border-top-style: dashed; }
.example .sides p { font-size: 12px; line-height: 17px; white-space: pre-wrap; overflow-wrap: anywhere; }
.example .sides .arm { display: block; padding: 3px 0; font-size: 12px; }
.example .sides .arm::before { content: none; }
.example .cut { color: var(--text-faint); }
.terms { margin-top: 16px; }
h2 + .terms { margin-top: 0; }
.terms > div { display: grid; grid-template-columns: 148px 1fr; padding: 8px 0; border-bottom: 1px solid var(--line); }
.terms dt { font-weight: 600; }
.terms code { display: block; margin: 4px 0; }
.terms b { display: block; font-weight: 400; }
.terms .faint { display: block; font-size: 12px; }
code, pre { font: 11px/17px ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', 'Liberation Mono', Consolas, monospace; overflow-wrap: anywhere; }
pre { padding: 8px 0 8px 14px; border-left: 2px solid var(--line); white-space: pre-wrap; }
footer { margin-top: 48px; padding-top: 8px; border-top: 1px solid var(--line); color: var(--text-faint); font-size: 12px; }
${PLOT_CSS}
@media screen and (max-width: 760px) { .example .sides { grid-template-columns: 1fr; } main { margin: 24px 16px; width: auto; } table { display: block; overflow-x: auto; } }
@page {
  size: A4; margin: 15mm 14mm 17mm;
  @bottom-left { content: 'Gnomon shadow comparison'; font: 9px Helvetica, Arial, sans-serif; color: #5e6670; }
  @bottom-right { content: counter(page) ' / ' counter(pages); font: 9px Helvetica, Arial, sans-serif; color: #5e6670; }
}
@media print {
  :root { color-scheme: light; ${paletteCss(PALETTE.light)} }
  html { zoom: 0.95; }
  main { margin: 0 auto; }
  footer { display: none; }
  h2, h3, caption { break-after: avoid; }
  p:has(+ figure), p:has(+ table) { break-after: avoid; }
  table + p, figure + p { break-before: avoid; }
  h2.new-page { break-before: page; margin-top: 0; }
  tr, figure svg, .criteria tbody, pre, .terms > div:first-child { break-inside: avoid; }
  /* A small block stays whole; a long one may break, but not so that a row or two stand alone. */
  figure:not(:has(svg ~ svg ~ svg)), table:not(:has(tbody tr:nth-child(10))) { break-inside: avoid; }
  .example .about, .example .prompt, .example .sides .arm { break-after: avoid; }
  tbody tr:nth-child(-n + 3):not(:last-child), tbody tr:nth-last-child(-n + 3):not(:last-child) { break-after: avoid; }
  figure svg:last-of-type { break-after: avoid; } figcaption { break-before: avoid; }
  h3 + .rule { break-before: avoid; } .rule { break-after: avoid; }
  thead { display: table-header-group; break-inside: avoid; break-after: avoid; }
  p { orphans: 3; widows: 3; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
