/**
 * Methods side by side on one pool: how even, and how much moves when some of its backends change.
 */
import { type Backend, MaglevInputError } from '../backend.ts';
import type { HashMethod, MethodOptions, Promises } from '../method.ts';
import { buildMethod } from '../methods.ts';
import { assignKeys } from './assignment.ts';
import { measureBalance } from './balance.ts';
import { type ChangeDraws, type ChangeEstimate, checkDraws, estimateChange } from './change-draws.ts';

export interface ComparedMethod {
  readonly id: string;
  readonly title: string;
  readonly promises: Promises;
  /** Slots of the table, or sampled keys. */
  readonly keyCount: number;
  readonly keys: 'slots' | 'sampled';
  readonly overprovision: number;
  readonly underprovision: number;
  readonly relativeDeviation: number;
  readonly change: ChangeEstimate;
}

/** A method that cannot take this pool, and why. */
export interface RefusedMethod {
  readonly id: string;
  readonly title: string;
  readonly fault: string;
}

/** @throws MaglevInputError where the draws do not fit the pool, whatever the method */
export function compareMethods(
  methods: readonly HashMethod[],
  backends: readonly Backend[],
  options: MethodOptions,
  draws: ChangeDraws,
): (ComparedMethod | RefusedMethod)[] {
  checkDraws(backends, draws);
  return methods.map((method) => {
    try {
      return comparedMethod(method, backends, options, draws);
    } catch (error) {
      if (!(error instanceof MaglevInputError)) throw error;
      return { id: method.id, title: method.title, fault: error.message };
    }
  });
}

function comparedMethod(
  method: HashMethod,
  backends: readonly Backend[],
  options: MethodOptions,
  draws: ChangeDraws,
): ComparedMethod {
  const built = buildMethod(method, backends, options);
  const { overprovision, underprovision, relativeDeviation, keyCount } = measureBalance(
    assignKeys(built, draws.sampledKeyCount),
    backends,
  );
  return {
    id: method.id,
    title: method.title,
    promises: method.promises,
    keyCount,
    keys: built.table === null ? 'sampled' : 'slots',
    overprovision,
    underprovision,
    relativeDeviation,
    change: estimateChange(method, backends, options, draws),
  };
}
