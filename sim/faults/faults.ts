/**
 * The scenario's events, applied to the running design at their instants, and undone when their time is over.
 *
 * Events: `faults.begin` and `faults.end`, subject = number of the event among those of the design; `faults.step`,
 * subject = number of the step among those of all upgrades and restarts.
 */
import type { FleetPlan } from '../fleet/fleet-plan.ts';
import { membersOfZone } from '../fleet/membership/slot-count.ts';
import type { Handler, Kernel } from '../kernel/kernel.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { LogEntry } from '../metrics/run-record.ts';
import type { EventAction, ResolvedDesign, ResolvedEvent } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';
import { type Attack, attackSources } from './attack.ts';
import { type EventTargets, eventTargets, tierServerNames } from './event-targets.ts';
import type { FaultTarget, NetworkMask, Push } from './fault-target.ts';
import { beginFrontEnd, endFrontEnd } from './front-end-events.ts';
import { type UpgradeStep, upgradeSteps } from './rolling-upgrade.ts';
import { beginServerSetting, endServerSetting, firewallMask } from './server-settings.ts';
import { type StrikeText, strikeText } from './strike-text.ts';

/** What an event can hold in a state that a later one releases. */
type StruckKind = 'tiers' | 'balancers' | 'members' | 'backends' | 'pops' | 'maglevs' | 'gfes' | 'secondLayerGfes';

/** A step of an upgrade or a restart, as it concerns this design. */
interface Step extends UpgradeStep {
  readonly event: ResolvedEvent;
  readonly maglevs: readonly number[];
  readonly members: readonly number[];
  readonly tiers: readonly number[];
  /** Of those that it strikes. */
  readonly names: string;
}

export class Faults {
  /** Those that happen in this design, in order of time. */
  readonly #events: readonly ResolvedEvent[];
  readonly #targets: readonly EventTargets[];
  /** What the log says of each. */
  readonly #texts: readonly StrikeText[];
  /** Those of the events that are attacks on this design. */
  readonly #attacks: readonly (Attack | null)[];
  /** Those that are firewall rules. */
  readonly #masks: readonly (NetworkMask | null)[];
  readonly #steps: readonly Step[];
  readonly #kernel: Kernel;
  readonly #target: FaultTarget;
  readonly #plan: FleetPlan;
  readonly #streams: RandomStreams;
  /** What happened, in order of time. */
  readonly log: LogEntry[];

  constructor(
    events: readonly ResolvedEvent[],
    design: ResolvedDesign,
    plan: FleetPlan,
    world: World,
    kernel: Kernel,
    target: FaultTarget,
    streams: RandomStreams,
    log: LogEntry[] = [],
  ) {
    this.log = log;
    const { id: designId, edge } = design;
    this.#events = events.filter(({ designIds }) => designIds?.includes(designId) ?? true);
    this.#targets = this.#events.map((event) => eventTargets(event, plan, world, design));
    this.#texts = this.#events.map((event) => strikeText(event, plan, world, design));
    this.#masks = this.#events.map((event) => firewallMask(event, world));
    this.#steps = this.#events.flatMap((event, number) => {
      if (event.action === 'restart' && event.target.kind === 'tier')
        return tierSteps(event, this.#targets[number]!, tierServerNames(plan, world, design));
      if (event.action === 'restart') return restartSteps(event, this.#targets[number]!, plan);
      const { pops } = this.#targets[number]!;
      return upgradeSteps(event, edge.maglevMachines).map((step) => {
        const maglevs = pops.map((pop) => pop * edge.maglevMachines + step.machine);
        const names = `maglev ${event.target.ids.map((pop) => `${pop}/${step.machine}`).join(', ')}`;
        return { ...step, event, maglevs, members: [], tiers: [], names };
      });
    });
    this.#kernel = kernel;
    this.#target = target;
    this.#plan = plan;
    this.#streams = streams;
    this.#attacks = this.#events.map((event, number) => this.#attackOf(event, this.#targets[number]!, world));
    const begin = kernel.register('faults.begin', this.#begin);
    const end = kernel.register('faults.end', this.#end);
    const step = kernel.register('faults.step', this.#step);
    this.#events.forEach((event, number) => {
      kernel.schedule(event.at, begin, number);
      this.#steps.forEach((candidate, stepNumber) => {
        if (candidate.event === event) kernel.schedule(candidate.at, step, stepNumber);
      });
      if (event.until !== null) kernel.schedule(event.until, end, number);
    });
  }

  readonly #begin: Handler = (number) => {
    const event = this.#events[number]!;
    if (this.#isElsewhere(number)) {
      this.#note(event, 'attack on servers of tiers: this design has none of them', 0);
      return;
    }
    if (event.frontEnd !== null) {
      const { members } = this.#targets[number]!;
      const set = beginServerSetting(event, members, this.#masks[number]!, this.#target, this.#pushOf(event, 'begin'));
      if (set !== null) {
        this.#note(event, set, 0);
        return;
      }
      const { what, brokenCount } = beginFrontEnd(
        event,
        this.#target,
        this.#streams.stream(`scan/${event.id}`),
        this.#pushOf(event, 'begin'),
        this.#attacks[number]!,
      );
      this.#note(event, what, brokenCount);
      return;
    }
    const broken = this.#apply(event, this.#targets[number]!);
    this.#note(event, this.#texts[number]!.begin, broken);
  };

  readonly #end: Handler = (number) => {
    const event = this.#events[number]!;
    if (this.#isElsewhere(number)) return;
    if (event.frontEnd !== null) {
      const { members } = this.#targets[number]!;
      const set = endServerSetting(event, members, this.#masks[number]!, this.#target, this.#pushOf(event, 'end'));
      if (set !== null) {
        this.#note(event, set, 0);
        return;
      }
      const { what, brokenCount } = endFrontEnd(event, this.#target, this.#attacks[number]!);
      this.#note(event, what, brokenCount);
      return;
    }
    const broken = this.#undo(number);
    const { end } = this.#texts[number]!;
    if (end !== null) this.#note(event, end, broken);
  };

  readonly #step: Handler = (number) => {
    const { event, machine, maglevs, members, tiers, isOut, names } = this.#steps[number]!;
    const target = this.#target;
    const chance = this.#streams.stream(`convergence/${event.id}/${machine}/${isOut ? 'out' : 'back'}`);
    const broken = isOut
      ? target.failMaglevs(maglevs, chance) +
        target.failMembers(members, event.faultWay ?? 'silent') +
        target.failTiers(tiers, event.faultWay ?? 'silent')
      : target.recoverMaglevs(maglevs, false, chance) +
        target.recoverMembers(members, event.faultWay) +
        target.recoverTiers(tiers, event.faultWay);
    this.#note(event, `${event.action}: ${names} ${isOut ? 'out' : 'back'}`, broken);
  };

  #apply(event: ResolvedEvent, targets: EventTargets): number {
    const target = this.#target;
    const { members, backends, pops, maglevs, gfes, secondLayerGfes, balancers, tiers, cutOff } = targets;
    const chance = this.#streams.stream(`convergence/${event.id}/begin`);
    const push = this.#pushOf(event, 'begin');
    switch (event.action) {
      case 'fail':
        return (
          target.failMembers(members, event.faultWay ?? 'silent') +
          target.failBalancers(balancers, event.faultWay ?? 'silent') +
          target.failTiers(tiers, event.faultWay ?? 'silent') +
          sum(pops, (pop) => target.failPop(pop, chance)) +
          target.failMaglevs(maglevs, chance) +
          target.failGfes(gfes, chance) +
          target.failSecondLayer(secondLayerGfes)
        );
      case 'recover':
        return (
          target.recoverMembers(members, null) +
          target.recoverBalancers(balancers, null) +
          target.recoverTiers(tiers, null) +
          sum(pops, (pop) => target.recoverPop(pop, true, chance)) +
          target.recoverMaglevs(maglevs, true, chance) +
          target.recoverGfes(gfes, true, chance) +
          target.recoverSecondLayer(secondLayerGfes, true)
        );
      case 'withdraw':
        return sum(pops, (pop) => target.withdrawPop(pop, chance));
      case 'announce':
        return sum(pops, (pop) => target.announcePop(pop, true, chance));
      case 'drain':
        return (
          target.drainBackends(backends, push) +
          target.drainTiers(tiers) +
          target.drainGfes(gfes, chance) +
          target.drainSecondLayer(secondLayerGfes)
        );
      case 'detach':
        return target.detachBackends(backends, push);
      case 'attach':
        return target.attachBackends(backends, true, push);
      case 'scale':
        if (event.members !== null) return this.#resize(backends);
        return (
          target.scaleBackends(backends, () => event.capacityScaler, push) +
          target.weighGfes(gfes, event.weight, chance)
        );
      case 'degrade':
        return target.degradeMembers(members, event.degradation!) + target.degradeTiers(tiers, event.degradation!);
      case 'rollingUpdate':
        return target.updateBackends(backends, event.rollingUpdate!, (what) => this.#note(event, what, 0));
      case 'partition':
        return target.cutOff(members, cutOff);
      case 'upgrade':
      case 'restart':
      case 'attack':
      case 'scan':
      case 'recreate':
      case 'push':
      case 'rollout':
      case 'firewall':
      case 'certificate':
      case 'dns':
        return 0;
    }
  }

  #undo(number: number): number {
    const target = this.#target;
    const event = this.#events[number]!;
    const { members, backends, gfes, secondLayerGfes, tiers, cutOff } = this.#targets[number]!;
    const held = (kind: StruckKind, ending: EventAction): readonly number[] => this.#stillHeld(number, kind, ending);
    const chance = this.#streams.stream(`convergence/${event.id}/end`);
    const push = this.#pushOf(event, 'end');
    switch (event.action) {
      case 'fail':
        return (
          target.recoverMembers(held('members', 'recover'), event.faultWay ?? 'silent') +
          target.recoverBalancers(held('balancers', 'recover'), event.faultWay ?? 'silent') +
          target.recoverTiers(held('tiers', 'recover'), event.faultWay ?? 'silent') +
          sum(held('pops', 'recover'), (pop) => target.recoverPop(pop, false, chance)) +
          target.recoverMaglevs(held('maglevs', 'recover'), false, chance) +
          target.recoverGfes(held('gfes', 'recover'), false, chance) +
          target.recoverSecondLayer(held('secondLayerGfes', 'recover'), false)
        );
      case 'withdraw':
        return sum(held('pops', 'announce'), (pop) => target.announcePop(pop, false, chance));
      case 'drain':
        return (
          target.undrainBackends(backends, push) +
          target.undrainTiers(tiers) +
          target.undrainGfes(gfes, chance) +
          target.undrainSecondLayer(secondLayerGfes)
        );
      case 'detach':
        return target.attachBackends(held('backends', 'attach'), false, push);
      case 'scale':
        if (event.members !== null) return this.#resize(backends);
        return (
          target.scaleBackends(
            backends,
            (backend) => this.#scaleInForce('backends', backend, setsNoMembers)?.capacityScaler ?? null,
            push,
          ) + this.#restoreWeights(gfes, chance)
        );
      case 'partition':
        return target.endCutOff(members, cutOff);
      case 'degrade':
        return (
          target.endDegradation(members, event.degradation!) + target.endTierDegradation(tiers, event.degradation!)
        );
      case 'recover':
      case 'announce':
      case 'attach':
      case 'rollingUpdate':
      case 'upgrade':
      case 'restart':
      case 'attack':
      case 'scan':
      case 'recreate':
      case 'push':
      case 'rollout':
      case 'firewall':
      case 'certificate':
      case 'dns':
        return 0;
    }
  }

  /** Whether an attack is aimed at servers of tiers that the design lacks. */
  #isElsewhere(number: number): boolean {
    const { action, target } = this.#events[number]!;
    return action === 'attack' && target.kind === 'tier' && this.#targets[number]!.tiers.length === 0;
  }

  #attackOf(event: ResolvedEvent, targets: EventTargets, world: World): Attack | null {
    const { id, frontEnd, target } = event;
    if (frontEnd?.kind !== 'flood' && frontEnd?.kind !== 'asks') return null;
    return {
      happening: frontEnd,
      aim: target.kind === 'service' ? null : targets,
      sources: attackSources(world, frontEnd.metroIds),
      chance: this.#streams.stream(`attack/${id}`),
      note: (what) => this.#note(event, what, 0),
    };
  }

  #pushOf(event: ResolvedEvent, which: 'begin' | 'end'): Push {
    return {
      chance: this.#streams.stream(`propagation/${event.id}/${which}`),
      note: (what) => this.#note(event, which === 'begin' ? what : `end: ${what}`, 0),
    };
  }

  /**
   * Targets of an event that no later event of the ending kind has released: its own end must
   * not end what struck them since.
   */
  #stillHeld(number: number, kind: StruckKind, ending: EventAction): readonly number[] {
    const released = new Set<number>();
    for (let later = number + 1; later < this.#events.length && this.#events[later]!.at <= this.#kernel.now; later++) {
      if (this.#events[later]!.action !== ending) continue;
      for (const index of this.#targets[later]![kind]) released.add(index);
    }
    return this.#targets[number]![kind].filter((index) => !released.has(index));
  }

  /** The latest event that scales the target, has begun and is not over; `undefined` when there is none. */
  #scaleInForce(
    kind: 'backends' | 'gfes',
    index: number,
    isMeant: (event: ResolvedEvent) => boolean,
  ): ResolvedEvent | undefined {
    const now = this.#kernel.now;
    return this.#events.findLast(
      (event, number) =>
        event.action === 'scale' &&
        isMeant(event) &&
        event.at <= now &&
        (event.until === null || event.until > now) &&
        this.#targets[number]![kind].includes(index),
    );
  }

  /** Backends get the members that the latest event in force wants of them, or those that are configured. */
  #resize(backends: readonly number[]): number {
    return sum(backends, (backend) => {
      const inForce = this.#scaleInForce('backends', backend, setsMembers);
      const { zoneNumber, zoneCount } = this.#plan.backends[backend]!;
      const count = inForce === undefined ? null : membersOfZone(inForce, zoneNumber, zoneCount);
      return this.#target.resizeBackend(backend, count, inForce?.members?.startup ?? null);
    });
  }

  /** GFEs that get the same weight change together. */
  #restoreWeights(gfes: readonly number[], chance: RandomStream): number {
    const weightOf = (gfe: number): number | null => this.#scaleInForce('gfes', gfe, setsNoMembers)?.weight ?? null;
    return sum([...new Set(gfes.map(weightOf))], (weight) => {
      const alike = gfes.filter((gfe) => weightOf(gfe) === weight);
      return this.#target.weighGfes(alike, weight, chance);
    });
  }

  #note(event: ResolvedEvent, what: string, brokenCount: number): void {
    this.log.push({ atUs: this.#kernel.now, eventId: event.id, what, brokenCount });
  }
}

/** Members of the target one after the other, in the order of the plan: those that are configured. */
function restartSteps(event: ResolvedEvent, { members }: EventTargets, { backends }: FleetPlan): Step[] {
  const present = backends.flatMap(({ id, firstMember, initialMembers }) =>
    Array.from({ length: initialMembers }, (_, number) => ({ member: firstMember + number, name: `${id}/${number}` })),
  );
  const inTurn = present.filter(({ member }) => members.includes(member));
  return upgradeSteps(event, inTurn.length).map((step) => {
    const { member, name } = inTurn[step.machine]!;
    return { ...step, event, maglevs: [], members: [member], tiers: [], names: name };
  });
}

/** Servers of tiers one after the other, in the order of the chain. */
function tierSteps(event: ResolvedEvent, { tiers }: EventTargets, names: readonly string[]): Step[] {
  return upgradeSteps(event, tiers.length).map((step) => {
    const server = tiers[step.machine]!;
    return { ...step, event, maglevs: [], members: [], tiers: [server], names: names[server]! };
  });
}

function setsMembers({ members }: ResolvedEvent): boolean {
  return members !== null;
}

function setsNoMembers({ members }: ResolvedEvent): boolean {
  return members === null;
}

function sum<Item>(items: readonly Item[], effect: (item: Item) => number): number {
  return items.reduce((total, item) => total + effect(item), 0);
}
