/**
 * Where the results of each scenario go.
 */
import { join } from 'node:path';
import { UserError } from '../user-error.ts';

/**
 * Directories in the order of the scenarios: `results/<name>`, or `out` for a single
 * scenario, or `out/<name>` for several.
 *
 * @throws UserError where two scenarios would overwrite each other
 */
export function resultDirectories(
  scenarios: readonly { readonly file: string; readonly name: string }[],
  out: string | undefined,
): string[] {
  if (out !== undefined && scenarios.length === 1) return [out];
  const fileOf = new Map<string, string>();
  return scenarios.map(({ file, name }) => {
    const other = fileOf.get(name);
    if (other !== undefined)
      throw new UserError(`${other} and ${file} are both named ${name}: their results would overwrite each other`);
    fileOf.set(name, file);
    return join(out ?? 'results', name);
  });
}
