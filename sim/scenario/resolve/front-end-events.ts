/** `attack`, `scan`, `recreate` and `push`, in base units; `rollout` depends on designs (`rollout.ts`). */
import type { Reporter } from '../document/reporter.ts';
import type { FrontEndHappening } from '../resolved-front-end.ts';
import type { EventInput } from '../schema/events.ts';
import { countOf } from '../schema/quantities.ts';
import { resolveAttack } from './attack.ts';
import type { KnownNames } from './names.ts';
import { resolvePush } from './protocol-push.ts';
import { durationOf } from './time.ts';

/** `null` for an event of another kind; what it is where it is at fault all the same, which is reported at `path`. */
export function resolveFrontEnd(
  { attack, scan, recreate, push, for: length }: EventInput,
  metros: KnownNames | null,
  path: readonly string[],
  reporter: Reporter,
): { readonly frontEnd: FrontEndHappening | null; readonly isSound: boolean } {
  if (attack !== undefined) {
    const hasEnd = length !== undefined;
    if (!hasEnd) reporter.error(path, 'an attack has an end: give its length with "for"');
    const frontEnd = resolveAttack(attack, metros, [...path, 'attack'], reporter);
    return { frontEnd, isSound: hasEnd && frontEnd !== null };
  }
  if (push !== undefined) {
    const isSound = length === undefined;
    if (!isSound) reporter.error([...path, 'for'], 'a pushed protocol stays: push the old one back', null, 'key');
    return { frontEnd: resolvePush(push), isSound };
  }
  if (scan === undefined && recreate === undefined) return { frontEnd: null, isSound: true };
  const isSound = length === undefined;
  const what = scan === undefined ? 'a forwarding rule made anew stays' : 'a scan takes no time';
  if (!isSound) reporter.error([...path, 'for'], what, null, 'key');
  const frontEnd: FrontEndHappening =
    scan === undefined
      ? { kind: 'recreate', dnsTtl: durationOf(recreate!.dnsTtl) }
      : { kind: 'scan', connections: countOf(scan.connections) };
  return { frontEnd, isSound };
}
