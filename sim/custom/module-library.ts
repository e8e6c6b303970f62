/**
 * How modules of the user's own come into the simulator: as functions, handed in by whoever reads files.
 */
import { ModuleFault, thrownText } from './module-fault.ts';
import type { CustomModule, ModuleKind, ModuleOfKind } from './module-kinds.ts';
import type { OptionValues } from './module-options.ts';

/** A module that a scenario names, resolved: it crosses to workers as it is, without its functions. */
export interface ResolvedModule {
  /** Path relative to the scenario's folder, with `/`. */
  readonly module: string;
  /** As the module calls itself. */
  readonly name: string;
  /** Of the module's file and of all that it imports. */
  readonly sha256: string;
  /** With defaults filled in. */
  readonly options: OptionValues;
}

/** By `sha256`. */
export type CustomModules = ReadonlyMap<string, CustomModule>;

export const NO_MODULES: CustomModules = new Map();

export interface OpenedModule {
  readonly module: CustomModule;
  readonly sha256: string;
}

/** Opens the module at a path like those of scenario files; or says all that is wrong. */
export type OpenModule = (path: string) => OpenedModule | readonly string[];

/** For callers that read no files. */
export const openNoModule: OpenModule = (path) => [`cannot read ${path}: modules are not available here`];

/** The module behind a reference; which kind it is was checked when the scenario was loaded. */
export function moduleOf<Kind extends ModuleKind>(
  modules: CustomModules,
  kind: Kind,
  { sha256, module }: ResolvedModule,
): ModuleOfKind[Kind] {
  const found = modules.get(sha256);
  if (found === undefined || found.kind !== kind) throw new Error(`there is no ${kind} ${module} (${sha256})`);
  return found as ModuleOfKind[Kind];
}

/** What tables, charts and messages call a policy, whoever wrote it. */
export function nameOf(policy: string | ResolvedModule): string {
  return typeof policy === 'string' ? policy : policy.name;
}

/** Runs a function of a module; what it throws becomes a fault that says where. */
export function callModule<Result>(where: string, call: () => Result): Result {
  try {
    return call();
  } catch (thrown) {
    throw new ModuleFault(`${where}: threw ${thrownText(thrown)}`, { cause: thrown });
  }
}
