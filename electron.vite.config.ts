import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import packageJson from './package.json' with { type: 'json' };

function fromRoot(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

const resolve = { alias: { '@core': fromRoot('src-core') } };

const BUNDLED = Object.keys(packageJson.dependencies).filter(
  (name) => !['@duckdb/duckdb-wasm', '@huggingface/transformers', 'open'].includes(name),
);

export default defineConfig({
  main: {
    resolve,
    build: {
      outDir: fromRoot('out/main'),
      sourcemap: true,
      minify: true,
      // Bundled, since reading hundreds of small files costs a start more than anything else in it. DuckDB finds its
      // WASM beside itself, transformers.js its native library, and `open` its helpers, so those stay packages.
      externalizeDeps: { exclude: BUNDLED },
      rolldownOptions: {
        // Entries by name: a worker or a utility process is started from its own file, which imports alone would not emit.
        input: {
          index: fromRoot('src-main/electron/index.ts'),
          cli: fromRoot('src-main/cli/index.ts'),
          'engine-process': fromRoot('src-main/engine-process/index.ts'),
          'duckdb-worker': fromRoot('src-main/adapters/duckdb/duckdb-worker.ts'),
          'capture-recorder': fromRoot('src-main/capture/capture-recorder.ts'),
          'text-search-worker': fromRoot('src-main/adapters/text-search/text-search-worker.ts'),
          'map-worker': fromRoot('src-main/adapters/map/map-worker.ts'),
          'example-world': fromRoot('src-main/capture/example/example-world.ts'),
          'tokenizer-worker': fromRoot('src-main/adapters/embedder/tokenizer-worker.ts'),
          'embedder-process': fromRoot('src-main/adapters/embedder/embedder-process.ts'),
        },
        // Chunks lie beside the entries, so that paths from import.meta.url hold in both.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve,
    build: {
      outDir: fromRoot('out/preload'),
      // A sandboxed preload can require nothing but electron, and must be CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: fromRoot('src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('src-renderer'),
    resolve,
    plugins: [react()],
    build: {
      outDir: fromRoot('out/renderer'),
      minify: true,
      emptyOutDir: true,
      // The same bytes run in the browser that the analyst has; these are the first versions with light-dark().
      target: 'es2023',
      cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1000,
      rolldownOptions: { input: fromRoot('src-renderer/index.html') },
    },
  },
});
