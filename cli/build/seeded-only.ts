/**
 * Leaves Node's cryptography out of seedrandom, as seedrandom's own package file does for browsers.
 *
 * It asks for it only to find a seed where it is given none, and every stream here is given one
 * (`sim/kernel/random-streams.ts`). To load it takes a tenth of what a worker does before its first run.
 */
import type { Plugin } from 'esbuild';

const NAMESPACE = 'left-out';

export const SEEDED_ONLY: Plugin = {
  name: 'seeded-only',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^crypto$/ }, ({ path, importer }) =>
      /[\\/]seedrandom[\\/]/.test(importer) ? { path, namespace: NAMESPACE } : undefined,
    );
    onLoad({ filter: /.*/, namespace: NAMESPACE }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};
