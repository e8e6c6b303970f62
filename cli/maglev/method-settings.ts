/**
 * The method and its settings as flags give them, each with the default of the system it belongs to.
 */
import type { EnvoyTurnOrder } from '../../sim/maglev/dialects/envoy.ts';
import type { MethodOptions } from '../../sim/maglev/method.ts';
import { DEFAULT_METHOD_OPTIONS, METHODS } from '../../sim/maglev/methods.ts';
import { nearest } from '../../sim/scenario/suggest.ts';
import { UserError } from '../user-error.ts';

export interface SettingOptions {
  readonly tableSize?: number | undefined;
  readonly envoyHostnames?: true | undefined;
  readonly envoyTurns?: EnvoyTurnOrder | undefined;
  readonly ciliumSeed?: string | undefined;
  readonly glbSeed?: string | undefined;
  readonly ringPoints?: number | undefined;
  readonly probes?: number | undefined;
  readonly balanceFactor?: number | undefined;
}

/** @param localityWeights as the file of backends has them */
export function methodSettings(
  options: SettingOptions,
  localityWeights: MethodOptions['localityWeights'],
): MethodOptions {
  const usual = DEFAULT_METHOD_OPTIONS;
  return {
    tableSize: options.tableSize ?? usual.tableSize,
    useHostname: options.envoyHostnames ?? usual.useHostname,
    localityWeights,
    envoyTurnOrder: options.envoyTurns ?? usual.envoyTurnOrder,
    ciliumSeed: options.ciliumSeed ?? usual.ciliumSeed,
    glbSeed: options.glbSeed ?? usual.glbSeed,
    pointsPerWeight: options.ringPoints ?? usual.pointsPerWeight,
    probes: options.probes ?? usual.probes,
    balanceFactorPercent: options.balanceFactor ?? usual.balanceFactorPercent,
  };
}

/** @throws UserError that says what was meant, or what there is */
export function knownMethods(ids: readonly string[]): readonly string[] {
  for (const id of ids) {
    if (METHODS.has(id)) continue;
    const guess = nearest(id, METHODS.keys());
    const hint = guess === null ? `there are ${[...METHODS.keys()].join(', ')}` : `did you mean "${guess}"?`;
    throw new UserError(`no hashing method is called "${id}" (${hint})`);
  }
  return ids.filter((id, at) => ids.indexOf(id) === at);
}
