import type { ArmName } from '../model/arm';

/** One element of an SVG drawing as plain data: React renders it in the app, `toSvgString` in a report. */
export interface SvgNode {
  tag: string;
  attrs: Readonly<Record<string, string | number>>;
  children: readonly (SvgNode | string)[];
}

/** What the app's cursor reads out at one place of a plot; reports ignore it. x and y in plot pixels. */
export interface HoverPoint {
  x: number;
  y?: number;
  label: string;
  values: readonly { label: string; value: string; arm?: ArmName }[];
}

/** A finished drawing. Colours come from CSS by class; `node` is the <svg> element. Width and height in pixels. */
export interface Plot {
  node: SvgNode;
  width: number;
  height: number;
  title: string;
  /** Text alternative with the main figures. */
  description: string;
  /** Ascending in x. */
  hover: readonly HoverPoint[];
}
