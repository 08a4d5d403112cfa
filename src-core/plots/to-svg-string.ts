import type { Plot, SvgNode } from './plot';

/** The plot as SVG markup for an HTML page. Texts and attributes are escaped; nothing in it can become markup. */
export function toSvgString(plot: Plot): string {
  return toSvgMarkup(plot.node);
}

/** One element or text of a drawing as markup, escaped likewise. */
export function toSvgMarkup(node: SvgNode | string): string {
  if (typeof node === 'string') return escapeXml(node);
  const attrs = Object.entries(node.attrs)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
  const content = node.children.map(toSvgMarkup).join('');
  return content === '' ? `<${node.tag}${attrs}/>` : `<${node.tag}${attrs}>${content}</${node.tag}>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
