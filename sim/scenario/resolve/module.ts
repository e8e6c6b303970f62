/**
 * A module that a scenario names: opened, of the kind that belongs there, its options checked. Every fault
 * stands at the line that names it.
 */
import { MODULE_KINDS, type ModuleKind } from '../../custom/module-kinds.ts';
import type { OpenModule, ResolvedModule } from '../../custom/module-library.ts';
import { resolveOptions } from '../../custom/module-options.ts';
import { resolvePath } from '../document/inherit.ts';
import { descend } from '../document/node.ts';
import type { Reporter } from '../document/reporter.ts';
import { OVERRIDE_FILE } from '../document/set-override.ts';

export interface ModuleScope {
  readonly open: OpenModule;
  /** The scenario's own file, not one that it extends. */
  readonly mainFile: string;
}

/** @param path of the map that names the module; `null` after a fault, which is reported */
export function resolveModule(
  kind: ModuleKind,
  input: { readonly module: string; readonly options?: ResolvedModule['options'] | undefined },
  path: readonly string[],
  reporter: Reporter,
  { open, mainFile }: ModuleScope,
): ResolvedModule | null {
  const at = [...path, 'module'];
  const writtenIn = descend(reporter.root, at).node.at.file;
  // What is changed on the command line reads as if the scenario said it.
  const file = resolvePath(writtenIn === OVERRIDE_FILE ? mainFile : writtenIn, input.module);
  const opened = open(file);
  if (!('module' in opened)) {
    reporter.error(at, opened.join('; '));
    return null;
  }
  const { module, sha256 } = opened;
  if (module.kind !== kind) {
    const { noun, key } = MODULE_KINDS[module.kind];
    reporter.error(at, `${module.name} is a ${noun}: it belongs in ${key}; expected a ${MODULE_KINDS[kind].noun}`);
    return null;
  }
  const { options, faults } = resolveOptions(module, input.options ?? {});
  for (const { option, message, suggestion } of faults) {
    reporter.error([...path, 'options', option], message, suggestion);
  }
  return faults.length > 0 ? null : { module: pathFrom(mainFile, file), name: module.name, sha256, options };
}

/** The path of a file as one beside `fromFile` would write it: the same wherever the two are read from. */
function pathFrom(fromFile: string, file: string): string {
  const from = fromFile.split('/').slice(0, -1);
  const to = file.split('/');
  if (file.startsWith('/') !== fromFile.startsWith('/')) return file;
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  // From inside a folder whose name is not known there is no way back up.
  if (from.slice(shared).includes('..')) return file;
  const up = from
    .slice(shared)
    .filter((part) => part !== '' && part !== '.')
    .map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...to.slice(shared)].join('/');
}
