import type { Plot } from '../plots/plot';
import { toSvgString } from '../plots/to-svg-string';
import { Html } from './html';
import { visibleText } from '../model/visible-text';

/** A plot inside a page. Its texts are escaped by the drawing; what is invisible in them is made visible here. */
export function plotHtml(plot: Plot): Html {
  return new Html(visibleText(toSvgString(plot)));
}
