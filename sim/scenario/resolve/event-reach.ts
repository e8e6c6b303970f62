/**
 * Warnings about events that are sound and do nothing in any design that they reach, because what they strike is not
 * there. One table: which kinds of design have it, and what to do instead.
 */
import type { Reporter } from '../document/reporter.ts';
import type { DesignKind, ResolvedDesign, ResolvedEvent } from '../resolved-scenario.ts';
import { listWords } from '../suggest.ts';
import type { PlacedEvent } from './event-misfits.ts';

interface Reach {
  readonly is: (event: ResolvedEvent) => boolean;
  /** What a design must have, and which kinds have it. */
  readonly needs: string;
  readonly kinds: readonly DesignKind[];
}

const REACHES: readonly Reach[] = [
  {
    is: ({ action, target }) => target.kind === 'balancer' || action === 'partition',
    needs: 'balancers',
    kinds: ['redirect'],
  },
  { is: ({ target }) => target.kind === 'tier', needs: 'tiers', kinds: ['chain'] },
  { is: ({ frontEnd }) => frontEnd?.kind === 'asks', needs: 'balancers to ask', kinds: ['redirect'] },
  {
    is: ({ frontEnd }) => frontEnd?.kind === 'flood' && (frontEnd.isOnCollected || frontEnd.followEvery !== null),
    needs: 'balancers that tell attackers of servers',
    kinds: ['redirect'],
  },
  {
    is: ({ frontEnd, target }) => frontEnd?.kind === 'flood' && target.kind !== 'service' && target.kind !== 'balancer',
    needs: 'members with an address to flood (aim it at tier)',
    kinds: ['anycastProxy', 'networkPassthrough', 'redirect', 'dns'],
  },
  {
    is: ({ frontEnd }) => frontEnd?.kind === 'flood',
    needs: 'machines that packets of attackers reach',
    kinds: ['anycastProxy', 'networkPassthrough', 'redirect', 'dns', 'chain'],
  },
  {
    is: ({ frontEnd }) => frontEnd?.kind === 'synFlood',
    needs: 'front ends that take a SYN flood (flood takes what servers can take)',
    kinds: ['anycastProxy', 'networkPassthrough'],
  },
  {
    is: ({ frontEnd }) => frontEnd?.kind === 'scan' || frontEnd?.kind === 'recreate',
    needs: 'a forwarding rule',
    kinds: ['anycastProxy', 'networkPassthrough'],
  },
  {
    is: ({ frontEnd }) => frontEnd?.kind === 'firewall' || frontEnd?.kind === 'certificate',
    needs: 'servers that clients come to themselves',
    kinds: ['redirect', 'dns', 'networkPassthrough'],
  },
  {
    is: ({ frontEnd }) => frontEnd?.kind === 'dns',
    needs: 'names of servers that clients are told',
    kinds: ['redirect'],
  },
  {
    is: ({ target }) => target.kind === 'pop' || target.kind === 'maglev',
    needs: 'PoPs',
    kinds: ['anycastProxy', 'networkPassthrough'],
  },
  {
    is: ({ target }) => target.kind === 'gfe' || target.kind === 'secondLayer',
    needs: 'GFEs',
    kinds: ['anycastProxy'],
  },
  {
    is: ({ capacityScaler }) => capacityScaler !== null,
    needs: 'front ends that go by capacity scalers (drain takes clients off everywhere)',
    kinds: ['anycastProxy'],
  },
];

/**
 * @param placed in order of time
 * @param designs those that are compared
 */
export function warnOfUnmetEvents(
  placed: readonly PlacedEvent[],
  designs: readonly ResolvedDesign[],
  reporter: Reporter,
): void {
  placed.forEach(({ event, path }, number) => {
    const reached = designs.filter(({ id }) => event.designIds?.includes(id) ?? true);
    const reach = REACHES.find(({ is }) => is(event));
    const met = reached.filter(({ kind }) => reach?.kinds.includes(kind) ?? true);
    if (reach !== undefined && met.length === 0) {
      const names = listWords(
        reached.map(({ id, kind }) => `${id} (${kind})`),
        'and',
      );
      const kinds = listWords(reach.kinds);
      reporter.warn(
        [...path, event.action],
        `${names} ${reached.length === 1 ? 'has' : 'have'} no ${reach.needs}: this does nothing; aim it at a design of kind ${kinds}`,
      );
      return;
    }
    const earlier = placed.slice(0, number).map((one) => one.event);
    if (event.frontEnd?.kind === 'flood' && event.frontEnd.isOnCollected && !earlier.some((one) => asksOf(one, met)))
      reporter.warn(
        [...path, event.action],
        'no attacker asks balancers before this, so no server is known to flood: put an attack with asks before it, or name servers',
      );
  });
}

/** Whether an event tells attackers of servers in any of some designs. */
function asksOf({ frontEnd, designIds }: ResolvedEvent, designs: readonly ResolvedDesign[]): boolean {
  const tells = frontEnd?.kind === 'asks' || (frontEnd?.kind === 'flood' && frontEnd.followEvery !== null);
  return tells && designs.some(({ id }) => designIds?.includes(id) ?? true);
}
