import { PLOT_CSS } from '@core/plots/plot-css';

/** Puts the styles that plots share with the report into force. A constructed sheet needs no exception in the CSP. */
export function adoptPlotStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PLOT_CSS);
  document.adoptedStyleSheets.push(sheet);
}
