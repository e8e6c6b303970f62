/** One name out of those that a file has: the one asked for, or the only one; else the user is told which there are. */
import { nearest } from '../../../sim/scenario/suggest.ts';
import { UserError } from '../../user-error.ts';

/**
 * @param what what the names name, for messages: "service", "cluster", "port"
 * @param flag how to choose one
 */
export function chooseOne(what: string, flag: string, wanted: string | null, names: readonly string[]): string {
  const known = [...new Set(names)];
  if (wanted === null) {
    if (known.length === 1) return known[0]!;
    if (known.length === 0) throw new UserError(`the file has no ${what}`);
    throw new UserError(`the file has ${known.length} ${what}s, choose one with ${flag}: ${known.join(', ')}`);
  }
  if (known.includes(wanted)) return wanted;
  const guess = nearest(wanted, known);
  const hint = guess === null ? `there are ${known.join(', ') || 'none'}` : `did you mean "${guess}"?`;
  throw new UserError(`the file has no ${what} "${wanted}" (${hint})`);
}
