/**
 * Bundles each test file with the sources it imports before it runs, as the command line is bundled.
 *
 * Vitest reaches every imported constant and function through a getter, which makes the kernel some five times slower
 * than the program that ships; in a bundle they are written into the code that uses them. Packages stay outside.
 * `import.meta.url` keeps naming the source file that says it.
 */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build, type Plugin as EsbuildPlugin } from 'esbuild';
import type { Plugin } from 'vitest/config';

const OWN_URLS: EsbuildPlugin = {
  name: 'own-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('import.meta.url')) return { contents: source, loader: 'ts' };
      return { contents: `const ownUrl = ${JSON.stringify(pathToFileURL(path).href)}; ${source}`, loader: 'ts' };
    });
  },
};

export function bundledTests(): Plugin {
  return {
    name: 'bundled-tests',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith('.test.ts')) return null;
      const { outputFiles, metafile } = await build({
        entryPoints: [id],
        bundle: true,
        write: false,
        metafile: true,
        format: 'esm',
        platform: 'node',
        target: 'node20.19',
        packages: 'external',
        minifySyntax: true,
        define: { 'import.meta.url': 'ownUrl' },
        sourcemap: 'external',
        outdir: '/',
        logLevel: 'warning',
        plugins: [OWN_URLS],
      });
      for (const input of Object.keys(metafile.inputs)) this.addWatchFile(input);
      const [map, code] = ['.js.map', '.js'].map((end) => outputFiles.find(({ path }) => path.endsWith(end))!.text);
      return { code: code!, map: map! };
    },
  };
}
