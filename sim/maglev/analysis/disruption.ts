/**
 * What moves when a pool of backends changes: keys whose backend is another one afterwards, against the
 * fewest that any method could move.
 */
import type { Backend } from '../backend.ts';
import type { HashMethod, MethodOptions } from '../method.ts';
import { buildMethod, rebuildMethod } from '../methods.ts';
import { assignKeys } from './assignment.ts';

export interface Disruption {
  readonly keyCount: number;
  /** Keys that changed their backend, as a fraction of all. */
  readonly movedShare: number;
  /** What the change of fair shares forces: the sum of what backends lose. */
  readonly minimumShare: number;
  /**
   * Keys that moved without need: their backend is still there with weight, and they did not go from one whose fair
   * share shrank to one whose share grew.
   */
  readonly extraShare: number;
}

/** Compares two assignments of the same keys; backends are the same when their names are. */
export function measureDisruption(
  ownersBefore: Int32Array,
  before: readonly Backend[],
  ownersAfter: Int32Array,
  after: readonly Backend[],
): Disruption {
  if (ownersBefore.length !== ownersAfter.length) {
    throw new RangeError(`${ownersBefore.length} keys before and ${ownersAfter.length} after cannot be compared`);
  }
  const indexAfter = new Map(after.map((backend, index) => [backend.name, index]));
  const sharesBefore = fairShares(before);
  const sharesAfter = fairShares(after);
  const successors = before.map((backend) => indexAfter.get(backend.name) ?? null);
  const grows = after.map(({ name }) => sharesAfter.get(name)! > (sharesBefore.get(name) ?? 0));
  const shrinks = before.map(({ name }) => (sharesAfter.get(name) ?? 0) < sharesBefore.get(name)!);
  const keyCount = ownersBefore.length;
  let moved = 0;
  let extra = 0;
  for (let key = 0; key < keyCount; key++) {
    const owner = ownersBefore[key]!;
    const successor = owner < 0 ? owner : successors[owner]!;
    const ownerAfter = ownersAfter[key]!;
    if (successor === ownerAfter) continue;
    moved++;
    if (successor === null || successor < 0 || after[successor]!.weight === 0) continue;
    if (!(shrinks[owner]! && ownerAfter >= 0 && grows[ownerAfter]!)) extra++;
  }
  const share = (count: number) => (keyCount === 0 ? 0 : count / keyCount);
  return {
    keyCount,
    movedShare: share(moved),
    minimumShare: minimumShare(sharesBefore, sharesAfter),
    extraShare: share(extra),
  };
}

/** Builds a method before and after a change and compares. */
export function disruptionOfChange(
  method: HashMethod,
  before: readonly Backend[],
  after: readonly Backend[],
  options: MethodOptions,
  sampledKeyCount: number,
): Disruption {
  const ownersBefore = assignKeys(buildMethod(method, before, options), sampledKeyCount);
  const ownersAfter = assignKeys(rebuildMethod(method, before, after, options), sampledKeyCount);
  return measureDisruption(ownersBefore, before, ownersAfter, after);
}

/** The keys that must move for shares to follow the weights: for every backend, what its fair share loses. */
function minimumShare(sharesBefore: ReadonlyMap<string, number>, sharesAfter: ReadonlyMap<string, number>): number {
  let lost = 0;
  for (const [name, share] of sharesBefore) lost += Math.max(0, share - (sharesAfter.get(name) ?? 0));
  return lost;
}

function fairShares(backends: readonly Backend[]): Map<string, number> {
  const sum = backends.reduce((total, backend) => total + backend.weight, 0);
  return new Map(backends.map(({ name, weight }) => [name, sum === 0 ? 0 : weight / sum]));
}
