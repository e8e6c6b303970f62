/**
 * Evaluates a compiled module in a realm of its own, without a clock, chance, locale or anything of the machine's.
 *
 * A fence against slips, not against malice: run modules that you trust. What a module reaches for
 * and cannot have says so by name.
 */
import { SourceMap, type SourceMapPayload } from 'node:module';
import { format } from 'node:util';
import { constants, createContext, Script } from 'node:vm';
import { checkModule } from '../../sim/custom/check-module.ts';
import { thrownText } from '../../sim/custom/module-fault.ts';
import type { CustomModule } from '../../sim/custom/module-kinds.ts';
import type { CompiledModule } from './compile-module.ts';

/**
 * Run inside the realm: its own objects are the ones to fence. `console` writes for whoever debugs a policy. What is
 * not listed and not in the language (timers, process, fetch, require) does not exist there.
 */
const FENCE = `(function fence(say) {
  'use strict';
  function fenced(name, instead) {
    return function () { throw new TypeError(name + ' is not available to a policy: ' + instead); };
  }
  var chance = 'draw from context.stream';
  var clock = 'a run knows simulated time only';
  var locale = 'results would vary with the machine';
  Object.defineProperty(Math, 'random', { value: fenced('Math.random', chance) });
  var NoDate = fenced('Date', clock);
  NoDate.now = fenced('Date.now', clock);
  NoDate.UTC = NoDate.parse = NoDate;
  globalThis.Date = NoDate;
  Object.defineProperty(globalThis, 'Intl', { get: fenced('Intl', locale) });
  String.prototype.localeCompare = fenced('localeCompare', locale);
  Number.prototype.toLocaleString = Array.prototype.toLocaleString = fenced('toLocaleString', locale);
  ['WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'Atomics'].forEach(function (name) { delete globalThis[name]; });
  globalThis.console = { log: say, info: say, warn: say, error: say, debug: say };
})`;

/** The module, or what is wrong, a line a fault. */
export function evaluateModule({ file, code, map }: CompiledModule): CustomModule | readonly string[] {
  const realm = createContext(constants.DONT_CONTEXTIFY);
  const say = (...values: unknown[]): void => void process.stderr.write(`${file}: ${format(...values)}\n`);
  new Script(FENCE).runInContext(realm)(say);
  const exported: { exports: { default?: unknown } } = { exports: {} };
  try {
    const script = new Script(`(function (module, exports) {${code}\n})`, { filename: file });
    script.runInContext(realm)(exported, exported.exports);
  } catch (thrown) {
    return [`${placeIn(thrown, file, map) ?? file}: threw ${thrownText(thrown)} while it was loaded`];
  }
  const checked = checkModule(exported.exports.default);
  return 'kind' in checked ? checked : checked.map((fault) => `${file}: ${fault}`);
}

/** Where in its source a module threw: the innermost line of the stack that is the module's; `null` where none is. */
export function placeIn(thrown: unknown, file: string, map: string): string | null {
  const stack = typeof thrown === 'object' && thrown !== null && 'stack' in thrown ? String(thrown.stack) : '';
  for (const frame of stack.split('\n')) {
    const at = frame.lastIndexOf(`${file}:`);
    const match = at < 0 ? null : /^:(\d+):(\d+)/.exec(frame.slice(at + file.length));
    if (match === null) continue;
    // Lines and columns from 0 in a source map, from 1 in a stack; the wrapper stands on the
    // first line and moves no other.
    const source = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(
      Number(match[1]) - 1,
      Number(match[2]) - 1,
    );
    if (!('originalLine' in source)) continue;
    return `${file}:${source.originalLine + 1}:${source.originalColumn + 1}`;
  }
  return null;
}
