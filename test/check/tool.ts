/**
 * Development tools by their package: run without a shell or npx, so that they start fast and on any platform.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The script behind a command of an installed package. */
export function commandPath(packageName: string, command: string): string {
  const manifestPath = join(packageRoot(packageName), 'package.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as { bin: string | Record<string, string> };
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[command]!;
  return join(dirname(manifestPath), file);
}

/** By searching node_modules, because a package need not export its package.json. */
function packageRoot(packageName: string): string {
  for (const directory of createRequire(import.meta.url).resolve.paths(packageName) ?? []) {
    const candidate = join(directory, packageName);
    if (readFileOrNull(join(candidate, 'package.json')) !== null) return candidate;
  }
  throw new Error(`${packageName} is not installed: run npm ci`);
}

export function readFileOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
