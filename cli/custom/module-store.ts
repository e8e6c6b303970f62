/**
 * The modules that a scenario names, opened once each: as functions for this thread and as texts for the workers.
 */
import type { CustomModule } from '../../sim/custom/module-kinds.ts';
import type { CustomModules, OpenModule } from '../../sim/custom/module-library.ts';
import { type CompiledModule, compileModule } from './compile-module.ts';
import { evaluateModule } from './evaluate-module.ts';

export interface ModuleStore {
  readonly open: OpenModule;
  /** Those opened so far, in order. */
  readonly compiled: () => readonly CompiledModule[];
  readonly modules: () => CustomModules;
}

export function moduleStore(workingDirectory: string): ModuleStore {
  const answers = new Map<string, ReturnType<OpenModule>>();
  const compiled: CompiledModule[] = [];
  const modules = new Map<string, CustomModule>();
  const open: OpenModule = (file) => {
    const source = compileModule(file, workingDirectory);
    if (!('code' in source)) return source;
    const module = evaluateModule(source);
    if (!('kind' in module)) return module;
    if (!modules.has(source.sha256)) compiled.push(source);
    modules.set(source.sha256, module);
    return { module, sha256: source.sha256 };
  };
  return {
    open: (file) => {
      const answer = answers.get(file) ?? open(file);
      answers.set(file, answer);
      return answer;
    },
    compiled: () => compiled,
    modules: () => modules,
  };
}

/** In a worker: the same texts as functions. They were sound in the main thread. */
export function evaluateAll(compiled: readonly CompiledModule[]): CustomModules {
  return new Map(
    compiled.map((source) => {
      const module = evaluateModule(source);
      if (!('kind' in module)) throw new Error(module.join('\n'));
      return [source.sha256, module];
    }),
  );
}
