const fake = new URL('./electron.mjs', import.meta.url).href;

/** Module resolve hook: `electron` is the fake. */
export function resolve(specifier, context, next) {
  return specifier === 'electron' ? { url: fake, shortCircuit: true } : next(specifier, context);
}
