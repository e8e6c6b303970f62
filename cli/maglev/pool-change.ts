/**
 * A change of a pool as flags say it: backends that leave, join or weigh otherwise.
 */
import { type Backend, MaglevInputError } from '../../sim/maglev/backend.ts';
import { parseBackend } from './backend-text.ts';

export interface PoolChange {
  /** Names. */
  readonly remove: readonly string[];
  /** `name=weight`, or addresses. */
  readonly add: readonly string[];
  /** `name=weight`. */
  readonly reweigh: readonly string[];
}

/** @throws MaglevInputError where a name that leaves or is reweighed is not there, or one that joins is */
export function changePool(before: readonly Backend[], { remove, add, reweigh }: PoolChange): Backend[] {
  const weights = new Map(reweigh.map(parseBackend).map(({ name, weight }) => [name, weight]));
  for (const name of [...remove, ...weights.keys()]) {
    if (before.some((backend) => backend.name === name)) continue;
    throw new MaglevInputError(`there is no backend "${name}" to change; there are ${namesOf(before)}`);
  }
  const joining = add.map(parseBackend);
  for (const { name } of joining) {
    if (before.some((backend) => backend.name === name))
      throw new MaglevInputError(`backend "${name}" is there already`);
  }
  const staying = before.filter((backend) => !remove.includes(backend.name));
  return [
    ...staying.map((backend) => ({ ...backend, weight: weights.get(backend.name) ?? backend.weight })),
    ...joining,
  ];
}

/** The first few names, so that a message stays a line. */
function namesOf(backends: readonly Backend[]): string {
  const shown = backends.slice(0, 5).map(({ name }) => name);
  return shown.join(', ') + (backends.length > shown.length ? `, and ${backends.length - shown.length} more` : '');
}
