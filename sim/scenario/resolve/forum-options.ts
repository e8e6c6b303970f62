/** What may be added to a design of kind `redirect`, with its defaults: the post as it stands. */
import { duration, MINUTE, SECOND } from '../../kernel/time.ts';
import { ASSIGNMENT_POLICIES } from '../../policies/assignment/assignment-policy-registry.ts';
import { capacityUnitOf } from '../capacity-unit.ts';
import type { Reporter } from '../document/reporter.ts';
import type {
  ResolvedAdmission,
  ResolvedCheats,
  ResolvedForumOptions,
  ResolvedRogue,
} from '../resolved-forum-options.ts';
import type { ResolvedService } from '../resolved-scenario.ts';
import type { DesignInput } from '../schema/designs.ts';
import { parseMultiple, parsePercent, parseRatePerSecond } from '../units.ts';
import { resolveNames } from './names.ts';
import { memberIds } from './targets.ts';
import { durationOf } from './time.ts';

/** Assumption: beyond what chance makes of a hundred connections (2.5 standard deviations), and below what hurts. */
const DEFAULT_ABOVE = '1.25x';
/** Assumption: some tens of connections, so that chance is not taken for load. */
const DEFAULT_OVER = duration(30 * SECOND);
/** Assumption. */
const DEFAULT_REBALANCE_RATE = '10/s';
/** Assumption: one may be wrong, or lie. */
const DEFAULT_REPORTS = 3;
/** Assumption: Envoy's first ejection of an outlier, `base_ejection_time`. */
const DEFAULT_HOLD = duration(30 * SECOND);
/** Assumption: the post's clients know no other way in. */
const DEFAULT_LONGEST_WAIT = duration(5 * MINUTE);
/** What capacity may be counted in where a policy compares connections with it. */
const COUNTED_IN_CONNECTIONS: readonly string[] = ['connections', 'requests in flight'];

/** `null` after a fault, which is reported. */
export function resolveForumOptions(
  fields: Partial<DesignInput>,
  service: ResolvedService,
  reporter: Reporter,
): ResolvedForumOptions | null {
  const { rebalance, clientReports } = fields;
  const returnHome = shareOf(fields.returnHome ?? '0%', ['returnHome'], 'tries its home more than always', reporter);
  const above = parseMultiple(rebalance?.above ?? DEFAULT_ABOVE)!;
  const rebalanceRate = rebalance?.rate ?? DEFAULT_REBALANCE_RATE;
  let isSound = true;
  if (above <= 1) {
    reporter.error(
      ['rebalance', 'above'],
      `half of the servers are above ${rebalance?.above} of the mean: more than 1x`,
    );
    isSound = false;
  }
  const admission = fields.balancers?.admission === undefined ? null : resolveAdmission(fields.balancers.admission);
  const cheats = fields.cheats === undefined ? null : resolveCheats(fields.cheats, service, reporter);
  const rogue = fields.rogue === undefined ? null : resolveRogue(fields.rogue, service, reporter);
  if (!isSound || returnHome === null || cheats === FAULTY || rogue === FAULTY) return null;
  if (!checkTargets(fields, service, reporter)) return null;
  return {
    urisPerAnswer: fields.urisPerAnswer ?? 1,
    returnHome,
    onDrain: fields.onDrain ?? 'serve',
    rebalance:
      rebalance === undefined
        ? null
        : {
            above,
            over: rebalance.over === undefined ? DEFAULT_OVER : durationOf(rebalance.over),
            perSecond: parseRatePerSecond(rebalanceRate)!,
          },
    clientReports:
      clientReports === undefined
        ? null
        : {
            count: clientReports.count ?? DEFAULT_REPORTS,
            hold: clientReports.hold === undefined ? DEFAULT_HOLD : durationOf(clientReports.hold),
          },
    admission,
    cheats,
    tokens: fields.tokens ?? 'none',
    ...(rogue !== null && { rogue }),
  };
}

const FAULTY = 'faulty';

function resolveAdmission({
  rate,
  burst,
  longestWait,
}: NonNullable<NonNullable<DesignInput['balancers']>['admission']>): ResolvedAdmission {
  return {
    perSecond: parseRatePerSecond(rate)!,
    burst: burst ?? 1,
    longestWait: longestWait === undefined ? DEFAULT_LONGEST_WAIT : durationOf(longestWait),
  };
}

function resolveCheats(
  { share, pin }: NonNullable<DesignInput['cheats']>,
  { backends }: ResolvedService,
  reporter: Reporter,
): ResolvedCheats | typeof FAULTY {
  const part = shareOf(share, ['cheats', 'share'], 'cheat: more than all of them', reporter);
  const known = { what: 'member', ids: backends.flatMap(memberIds) };
  const pinned = resolveNames(pin, known, ['cheats', 'pin'], reporter);
  if (part === null || pinned === null) return FAULTY;
  if (pinned.length > 1) {
    reporter.error(['cheats', 'pin'], `they use one server; ${pin} is ${pinned.length}`);
    return FAULTY;
  }
  return { share: part, pin: pinned[0]! };
}

function resolveRogue(
  { backend, registersAt, foundAfter }: NonNullable<DesignInput['rogue']>,
  { backends }: ResolvedService,
  reporter: Reporter,
): ResolvedRogue | typeof FAULTY {
  const known = { what: 'backend', ids: backends.map(({ id }) => id) };
  const named = resolveNames(backend, known, ['rogue', 'backend'], reporter);
  if (named === null) return FAULTY;
  if (named.length === backends.length) {
    reporter.error(['rogue', 'backend'], 'some backend must be left that is not the attacker’s');
    return FAULTY;
  }
  if (named.length > 1) {
    reporter.error(['rogue', 'backend'], `they are one backend; ${backend} is ${named.length}`);
    return FAULTY;
  }
  return { backend: named[0]!, registersAt: durationOf(registersAt), foundAfter: durationOf(foundAfter) };
}

/** A policy that minds targets needs targets in what servers say they have. */
function checkTargets(
  { assignment }: Partial<DesignInput>,
  { backends }: ResolvedService,
  reporter: Reporter,
): boolean {
  if (assignment === undefined || !ASSIGNMENT_POLICIES[assignment].needsTargets) return true;
  const unit = capacityUnitOf(backends);
  if (COUNTED_IN_CONNECTIONS.includes(unit)) return true;
  reporter.error(['assignment'], `${assignment} compares connections with targets, and those here are in ${unit}`);
  return false;
}

function shareOf(text: string, path: readonly string[], what: string, reporter: Reporter): number | null {
  const share = parsePercent(text)!;
  if (share <= 1) return share;
  reporter.error(path, `${text} ${what}`);
  return null;
}
