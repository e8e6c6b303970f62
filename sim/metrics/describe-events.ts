/**
 * The surges and events of a scenario as the report's event lane shows them: when, and in words.
 */
import { toMs } from '../kernel/time.ts';
import type { FrontEndHappening } from '../scenario/resolved-front-end.ts';
import type { ResolvedEvent, ResolvedScenario, ResolvedSurge } from '../scenario/resolved-scenario.ts';
import type { EventSummary } from './experiment-result.ts';
import { formatNumber } from './format-number.ts';

/** In order of their start; a surge before an event of the same instant. */
export function describeEvents({ traffic, events }: ResolvedScenario): EventSummary[] {
  const summaries = [...traffic.surges.map(describeSurge), ...events.map(describeEvent)];
  return summaries
    .map((summary, written) => ({ summary, written }))
    .sort((a, b) => a.summary.startMs - b.summary.startMs || a.written - b.written)
    .map(({ summary }) => summary);
}

function describeSurge({ id, at, metroIds, peak, rise, hold, decay }: ResolvedSurge): EventSummary {
  return {
    id,
    kind: 'surge',
    startMs: toMs(at),
    endMs: toMs(at + rise + hold + decay),
    label: `surge to ${peak}x in ${listed(metroIds)}`,
  };
}

function describeEvent(event: ResolvedEvent): EventSummary {
  const { id, at, until, action, target, designIds } = event;
  const where = designIds === null ? '' : ` (only ${listed(designIds)})`;
  return {
    id,
    kind: action,
    startMs: toMs(at),
    endMs: until === null ? null : toMs(until),
    label:
      event.frontEnd === null
        ? `${action} ${target.kind} ${listed(target.ids)}${setting(event)}${where}`
        : `${describeFrontEnd(event.frontEnd)}${aim(event)}${where}`,
  };
}

/** What an attack is aimed at. */
function aim({ target: { kind, ids } }: ResolvedEvent): string {
  return kind === 'service' ? '' : ` at ${kind} ${listed(ids)}`;
}

function describeFrontEnd(frontEnd: FrontEndHappening): string {
  switch (frontEnd.kind) {
    case 'synFlood':
      return `SYN flood of ${thousandsApart(frontEnd.perSecond)}/s`;
    case 'flood': {
      const from = frontEnd.metroIds === null ? '' : ` from ${listed(frontEnd.metroIds)}`;
      const at = frontEnd.isOnCollected ? ' at the servers that are known' : '';
      return `flood of ${thousandsApart(frontEnd.perSecond)} SYNs/s${from}${at}`;
    }
    case 'asks':
      return `attackers ask balancers ${thousandsApart(frontEnd.perSecond)} times/s`;
    case 'firewall': {
      const missing = frontEnd.missing === 0 ? '' : `, missing ${Math.round(frontEnd.missing * 100)} %`;
      return `firewall drops ${listed(frontEnd.metroIds)}${missing}`;
    }
    case 'certificate':
      return `certificate ${frontEnd.fault}`;
    case 'dns':
      return `name in DNS ${frontEnd.fault}`;
    case 'scan':
      return `scan of ${thousandsApart(frontEnd.connections)} ports`;
    case 'recreate':
      return 'forwarding rule made again';
    case 'push':
      return `backend protocol ${frontEnd.protocol} pushed`;
    case 'rollout':
      return `rollout to the new chain in ${frontEnd.rollout.steps.length} steps`;
  }
}

function setting({ capacityScaler, weight, members, rollingUpdate, faultWay, degradation }: ResolvedEvent): string {
  if (degradation !== null) {
    const { errorShare, slowdown, passesProbes } = degradation;
    const errors = errorShare === 0 ? '' : ` with ${Math.round(errorShare * 1_000) / 10} % errors`;
    return `${errors}${slowdown === 1 ? '' : ` ${slowdown}x slower`}${passesProbes ? '' : ', probes fail'}`;
  }
  if (faultWay === 'refusing') return ' as refusing';
  if (rollingUpdate !== null) return ', members replaced one after the other';
  if (members !== null) return ` to ${members.count} members`;
  if (capacityScaler !== null) return ` to capacity scaler ${capacityScaler}`;
  return weight === null ? '' : ` to ${weight}x weight`;
}

/** 100,000,000,000: nobody counts eleven zeros. */
function thousandsApart(count: number): string {
  const [whole, decimals] = formatNumber(count, 'number').split('.');
  const apart = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? apart : `${apart}.${decimals}`;
}

/** A label has one line: the first three names, and how many more. */
const NAMES_SHOWN = 3;

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, NAMES_SHOWN).join(', ');
  return ids.length > NAMES_SHOWN ? `${shown} and ${ids.length - NAMES_SHOWN} more` : shown;
}
