import { type ReactNode, createElement, memo } from 'react';
import type { SvgNode } from '@core/plots/plot';

/** A drawing as React elements. Names and texts are set as such, so nothing in it can become markup. */
export const SvgTree = memo(function SvgTree({ node }: { node: SvgNode }) {
  return toElement(node, 0);
});

// As elements of a page, <title> would show as a browser tooltip over the cursor; the root's aria-label says the same.
const LEFT_OUT = new Set(['title', 'desc']);

function toElement(node: SvgNode, key: number): ReactNode {
  const props: Record<string, string | number> = { key };
  for (const [name, value] of Object.entries(node.attrs)) props[propName(name)] = value;
  const children = node.children.map((child, index) =>
    typeof child === 'string' ? child : LEFT_OUT.has(child.tag) ? null : toElement(child, index),
  );
  return createElement(node.tag, props, ...children);
}

function propName(attribute: string): string {
  if (attribute === 'class') return 'className';
  if (/^(aria|data)-/.test(attribute)) return attribute;
  return attribute.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
