/** A reference to a module of the user's own, written back with all its options. */
import type { ResolvedModule } from '../custom/module-library.ts';
import type { Plain } from './document/node.ts';

type ModuleMap = { module: string; options?: { [key: string]: Plain } };

export function moduleMap({ module, options }: ResolvedModule): ModuleMap {
  return Object.keys(options).length === 0 ? { module } : { module, options: { ...options } };
}

/** Of what is built in by name, or of the user's own. */
export function nameOrModule(value: string | ResolvedModule): string | ModuleMap {
  return typeof value === 'string' ? value : moduleMap(value);
}
