/** `attack`, in base units. */
import type { Reporter } from '../document/reporter.ts';
import type { AsksHappening, FloodHappening } from '../resolved-attack.ts';
import type { FrontEndHappening } from '../resolved-front-end.ts';
import { AIMED_KINDS, ATTACK_WAYS, type AttackInput } from '../schema/attack.ts';
import { parseRatePerSecond } from '../units.ts';
import { type KnownNames, resolveNames } from './names.ts';
import { durationOf } from './time.ts';

type Way = (typeof ATTACK_WAYS)[number];

/** Keys that a way of attacking has besides its own. */
const KEYS_OF_WAY: Readonly<Record<Way, readonly (keyof AttackInput)[]>> = {
  synFlood: [],
  flood: [...AIMED_KINDS, 'collected', 'from', 'follow'],
  asks: ['balancer', 'from'],
};

/** `null` after a fault, which is reported; `path` is that of the action. */
export function resolveAttack(
  input: AttackInput,
  metros: KnownNames | null,
  path: readonly string[],
  reporter: Reporter,
): FrontEndHappening | null {
  const way = ATTACK_WAYS.find((name) => input[name] !== undefined)!;
  const strange = (Object.keys(input) as (keyof AttackInput)[]).filter(
    (key) => key !== way && !KEYS_OF_WAY[way].includes(key),
  );
  for (const key of strange) reporter.error([...path, key], `${way} has no ${key}`, null, 'key');
  const aims = AIMED_KINDS.filter((kind) => input[kind] !== undefined);
  const isClear = checkAim(input, aims, path, reporter);
  const metroIds =
    input.from === undefined || metros === null ? null : resolveNames(input.from, metros, [...path, 'from'], reporter);
  if (strange.length > 0 || !isClear || (input.from !== undefined && metroIds === null)) return null;
  const perSecond = parseRatePerSecond(input[way]!)!;
  if (way === 'synFlood') return { kind: 'synFlood', perSecond };
  if (way === 'asks') return { kind: 'asks', perSecond, metroIds } satisfies AsksHappening;
  return {
    kind: 'flood',
    perSecond,
    metroIds,
    isOnCollected: input.collected ?? false,
    followEvery: input.follow === undefined ? null : durationOf(input.follow),
  } satisfies FloodHappening;
}

function checkAim(
  { collected, follow }: AttackInput,
  aims: readonly (keyof AttackInput)[],
  path: readonly string[],
  reporter: Reporter,
): boolean {
  const spare = collected === true ? aims[0] : aims[1];
  if (spare !== undefined) {
    reporter.error([...path, spare], 'an attack is aimed at one kind of thing, or at what was collected', null, 'key');
    return false;
  }
  const isAtServers = collected === true || (aims.length > 0 && aims[0] !== 'balancer');
  if (follow !== undefined && !isAtServers) {
    reporter.error([...path, 'follow'], 'an attacker that follows begins with servers: name some', null, 'key');
    return false;
  }
  return true;
}
