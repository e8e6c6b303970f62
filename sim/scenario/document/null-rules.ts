/**
 * What `null` means in a layer: it deletes. One that finds nothing to delete is an error, for a slip in its key would
 * leave in place what the author wants gone.
 */
import type { ProblemList } from '../problem.ts';
import { nearest } from '../suggest.ts';
import type { NullRule } from './merge.ts';

/** For a design's changes laid over the scenario's service. */
export function serviceNulls(problems: ProblemList): NullRule {
  return (deletion, keys) => {
    const key = deletion.path.at(-1)!;
    if (!keys.includes(key)) {
      problems.add({
        ...deletion.keyAt,
        path: deletion.path.join('.'),
        message: 'nothing to delete: this key is not set in what is changed',
        suggestion: nearest(key, keys),
        severity: 'error',
      });
    }
    return 'delete';
  };
}

/**
 * For one file over another. A design's changes to the service keep their `null`s: what
 * those delete is the service, later.
 */
export function documentNulls(problems: ProblemList): NullRule {
  const deleteKey = serviceNulls(problems);
  return (deletion, keys) => (isChangeOfService(deletion.path) ? 'keep' : deleteKey(deletion, keys));
}

/** Below `designs.<id>.service`. */
function isChangeOfService(path: readonly string[]): boolean {
  return path.length > 3 && path[0] === 'designs' && path[2] === 'service';
}
