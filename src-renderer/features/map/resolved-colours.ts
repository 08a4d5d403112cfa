import type { Rgb } from './raster';

const resolvedBefore = new Map<string, Rgb[]>();

/**
 * Colours as pixels have them: a canvas knows neither custom properties nor light-dark().
 * @param scheme names what they depend on, so that they are worked out once and not for every frame
 */
export function resolvedColours(host: HTMLElement, colours: readonly string[], scheme: string): Rgb[] {
  const key = `${scheme} ${colours.join()}`;
  const known = resolvedBefore.get(key);
  if (known) return known;
  const probe = document.createElement('span');
  host.append(probe);
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  const resolved = colours.map((colour): Rgb => {
    probe.style.color = colour;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return [red!, green!, blue!];
  });
  probe.remove();
  resolvedBefore.set(key, resolved);
  return resolved;
}
