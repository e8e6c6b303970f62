/**
 * A change of a pool as flags say it: backends that leave, join or weigh otherwise.
 */
import { type Backend, MaglevInputError } from '../../sim/maglev/backend.ts';
import { nearest } from '../../sim/scenario/suggest.ts';
import { parseBackend } from './backend-text.ts';

export interface PoolChange {
  /** Names. */
  readonly remove: readonly string[];
  /** `name`, an address, or either with `=weight`. */
  readonly add: readonly string[];
  /** `name=weight`. */
  readonly reweigh: readonly string[];
}

/**
 * @throws MaglevInputError where a name that leaves or is reweighed is not there, one that joins is, or nobody is left
 */
export function changePool(before: readonly Backend[], { remove, add, reweigh }: PoolChange): Backend[] {
  const weights = new Map(reweigh.map(newWeight));
  for (const name of [...remove, ...weights.keys()]) {
    if (before.some((backend) => backend.name === name)) continue;
    throw new MaglevInputError(`there is no backend "${name}" to change (${hintFor(name, before)})`);
  }
  const joining = add.map(parseBackend);
  for (const { name } of joining) {
    if (before.some((backend) => backend.name === name))
      throw new MaglevInputError(`backend "${name}" is there already`);
  }
  const staying = before.filter((backend) => !remove.includes(backend.name));
  const after = [
    ...staying.map((backend) => ({ ...backend, weight: weights.get(backend.name) ?? backend.weight })),
    ...joining,
  ];
  if (after.every(({ weight }) => weight === 0))
    throw new MaglevInputError('after this change nobody is left with weight');
  return after;
}

function newWeight(text: string): [name: string, weight: number] {
  if (!text.includes('=')) throw new MaglevInputError(`"${text}" names no new weight: write name=weight`);
  const { name, weight } = parseBackend(text);
  return [name, weight];
}

/** The name that was meant, or the first few that there are. */
function hintFor(name: string, backends: readonly Backend[]): string {
  const names = backends.map((backend) => backend.name);
  const guess = nearest(name, names);
  if (guess !== null) return `did you mean "${guess}"?`;
  const more = names.length > 5 ? `, and ${names.length - 5} more` : '';
  return `there are ${names.slice(0, 5).join(', ')}${more}`;
}
