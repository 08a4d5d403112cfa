import type { CaptureConfig, Route } from './capture-config';

/** Finds the route of a request; null when it is not mirrored. */
export function routeMatcher({
  routes,
  exclude,
}: Pick<CaptureConfig, 'routes' | 'exclude'>): (method: string, path: string) => Route | null {
  const listed = routes.map((route) => ({
    route,
    methods: new Set(route.methods),
    fits: pathPattern(route.path),
  }));
  const excluded = exclude.map(pathPattern);
  return (method, target) => {
    const path = target.split('?', 1)[0]!;
    const found = listed.find(({ methods, fits }) => methods.has(method) && fits(path));
    return found && !excluded.some((fits) => fits(path)) ? found.route : null;
  };
}

/** Without regular expressions, whose running time a path from outside could blow up. */
function pathPattern(pattern: string): (path: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return (path) => path === pattern;
  const last = rest.pop()!;
  return (path) => {
    if (!path.startsWith(first) || !path.endsWith(last) || path.length < first.length + last.length)
      return false;
    let at = first.length;
    for (const part of rest) {
      const found = path.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= path.length - last.length;
  };
}
