/**
 * A module of the user's own as one script: TypeScript or JavaScript, with all that it imports, types stripped.
 *
 * One text crosses to every worker, so all run the same code whatever happens to the file meanwhile; and its hash
 * covers what it imports. Node's own modules are not to be had: a policy reads no files and no clock.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';

/** A module made ready to be evaluated; plain data, so that it can cross to a worker. */
export interface CompiledModule {
  /** As the user gave it. */
  readonly file: string;
  /** Of the sources: the file's and those of all that it imports, each with its path from there. */
  readonly sha256: string;
  readonly code: string;
  /** Source map (version 3) of `code`, as JSON. */
  readonly map: string;
}

/** esbuild is loaded when a scenario names a module, and not before. */
const load = createRequire(import.meta.url);

/** The module, or what is wrong, a line a fault. */
export function compileModule(file: string, workingDirectory: string): CompiledModule | readonly string[] {
  const path = resolve(workingDirectory, file);
  const folder = dirname(path);
  const { buildSync } = load('esbuild') as typeof import('esbuild');
  try {
    const { outputFiles, metafile } = buildSync({
      entryPoints: [`./${basename(path)}`],
      absWorkingDir: folder,
      bundle: true,
      format: 'cjs',
      // Neither Node nor a browser: what only one of them has cannot be imported.
      platform: 'neutral',
      target: 'es2023',
      outfile: 'policy.js',
      sourcemap: 'external',
      write: false,
      metafile: true,
      logLevel: 'silent',
      // No project's settings reach in.
      tsconfigRaw: '{}',
    });
    const text = (end: string): string => outputFiles.find((output) => output.path.endsWith(end))!.text;
    return { file, sha256: hashOf(Object.keys(metafile.inputs), folder), code: text('.js'), map: text('.js.map') };
  } catch (error) {
    return faultsOf(error, file);
  }
}

/** Whatever the working directory and the version of the compiler. */
function hashOf(inputs: readonly string[], folder: string): string {
  const hash = createHash('sha256');
  for (const input of inputs.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))) {
    const text = readFileSync(resolve(folder, input), 'utf8');
    hash.update(`${input}\u0000${text.length}\u0000${text}`);
  }
  return hash.digest('hex');
}

interface BuildMessage {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number; readonly column: number } | null;
}

function faultsOf(error: unknown, file: string): string[] {
  const messages =
    typeof error === 'object' && error !== null && 'errors' in error ? (error.errors as BuildMessage[]) : null;
  if (messages === null) throw error;
  return messages.map(({ text, location }) => {
    if (location === null) return text.startsWith('Could not resolve') ? `cannot read ${file}` : `${file}: ${text}`;
    const place = `${location.file === basename(file) ? file : location.file}:${location.line}:${location.column + 1}`;
    return `${place}: ${text}`;
  });
}
