/** `fail`, `restart` and `degrade`: how members go bad, in base units. */
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedEvent, SelectorKind } from '../resolved-scenario.ts';
import type { EventInput } from '../schema/events.ts';
import { parseMultiple, parsePercent } from '../units.ts';

type BadWays = Pick<ResolvedEvent, 'faultWay' | 'degradation'>;

/** Assumption: the process restarts and the host stays, so a SYN meets a closed port. */
const RESTARTING_WAY = 'refusing';

const MEMBER_KINDS: readonly SelectorKind[] = ['region', 'zone', 'backend', 'member', 'balancer', 'tier'];

/** `path` is that of the action. `null` after a fault, which is reported. */
export function resolveBadWays(
  { fail, restart, degrade }: EventInput,
  path: readonly string[],
  reporter: Reporter,
): BadWays | null {
  if (degrade !== undefined) {
    if (degrade.tier !== undefined && degrade.errorShare !== undefined) {
      reporter.error(
        [...path, 'errorShare'],
        'a server of a tier is slow or fails probes; it has no errorShare',
        null,
        'key',
      );
      return null;
    }
    const degradation = resolveDegradation(degrade, path, reporter);
    return degradation === null ? null : { faultWay: null, degradation };
  }
  if (restart !== undefined) return { faultWay: restart.as ?? RESTARTING_WAY, degradation: null };
  if (fail === undefined) return { faultWay: null, degradation: null };
  const isOfMembers = MEMBER_KINDS.some((kind) => fail[kind] !== undefined);
  if (fail.as !== undefined && !isOfMembers) {
    reporter.error(
      [...path, 'as'],
      'only members, balancers and servers of tiers fail in one way or another',
      null,
      'key',
    );
    return null;
  }
  return { faultWay: isOfMembers ? (fail.as ?? 'silent') : null, degradation: null };
}

function resolveDegradation(
  { errorShare, slowdown, probes }: NonNullable<EventInput['degrade']>,
  path: readonly string[],
  reporter: Reporter,
): BadWays['degradation'] {
  const share = parsePercent(errorShare ?? '0%')!;
  const factor = parseMultiple(slowdown ?? '1x')!;
  if (share > 1) {
    reporter.error([...path, 'errorShare'], `${errorShare} of the connections is more than all of them`);
    return null;
  }
  if (factor < 1) {
    reporter.error([...path, 'slowdown'], `a slowdown is at least 1x; got ${slowdown}`);
    return null;
  }
  if (share === 0 && factor === 1 && probes !== 'fail') {
    reporter.error(path, 'nothing gets worse: give an errorShare, a slowdown, or probes: fail', null, 'key');
    return null;
  }
  return { errorShare: share, slowdown: factor, passesProbes: probes !== 'fail' };
}
