/**
 * The build's plugin for `sim/`: rewrites each file so that V8 finds constants where there are
 * some. What the code does stays.
 */
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { withConstantsApart } from './constants-apart.ts';
import { withFieldsSetOnce } from './fields-set-once.ts';

const NAMESPACE = 'constants';

/** One plugin for several bundles reads each file once. */
export function simForV8(): Plugin {
  const constantsOf = new Map<string, string>();
  const rewritten = new Map<string, Promise<string>>();

  async function rewrite(path: string, root: string): Promise<string> {
    const file = relative(root, path);
    const source = withFieldsSetOnce(await readFile(path, 'utf8'), file);
    const specifier = `${NAMESPACE}:${file}`;
    const parts = withConstantsApart(source, specifier);
    if (parts === null) return source;
    constantsOf.set(specifier, parts.constants);
    return parts.rest;
  }

  return {
    name: 'sim-for-v8',
    setup({ onLoad, onResolve, initialOptions }) {
      const root = initialOptions.absWorkingDir ?? process.cwd();
      onLoad({ filter: /[\\/]sim[\\/].*\.ts$/, namespace: 'file' }, async ({ path }) => {
        const contents = rewritten.get(path) ?? rewrite(path, root);
        rewritten.set(path, contents);
        return { contents: await contents, loader: 'ts' };
      });
      onResolve({ filter: new RegExp(`^${NAMESPACE}:`) }, ({ path }) => ({ path, namespace: NAMESPACE }));
      onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
        contents: constantsOf.get(path)!,
        loader: 'ts',
      }));
    },
  };
}
