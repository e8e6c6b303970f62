/**
 * The scenario's events, applied to the running design at their instants, and undone when their time is over.
 *
 * Events: `faults.begin` and `faults.end`, subject = number of the event in the scenario.
 */
import type { FleetPlan } from '../fleet/fleet-plan.ts';
import type { Handler, Kernel } from '../kernel/kernel.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { LogEntry } from '../metrics/run-record.ts';
import type { EventAction, ResolvedEvent } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';
import { type EventTargets, eventTargets } from './event-targets.ts';
import type { FaultTarget } from './fault-target.ts';

export class Faults {
  readonly #events: readonly ResolvedEvent[];
  readonly #targets: readonly EventTargets[];
  readonly #kernel: Kernel;
  readonly #target: FaultTarget;
  readonly #streams: RandomStreams;
  /** What happened, in order of time. */
  readonly log: LogEntry[] = [];

  constructor(
    events: readonly ResolvedEvent[],
    plan: FleetPlan,
    world: World,
    kernel: Kernel,
    target: FaultTarget,
    streams: RandomStreams,
  ) {
    this.#events = events;
    this.#targets = events.map((event) => eventTargets(event, plan, world));
    this.#kernel = kernel;
    this.#target = target;
    this.#streams = streams;
    const begin = kernel.register('faults.begin', this.#begin);
    const end = kernel.register('faults.end', this.#end);
    events.forEach((event, number) => {
      kernel.schedule(event.at, begin, number);
      if (event.until !== null) kernel.schedule(event.until, end, number);
    });
  }

  readonly #begin: Handler = (number) => {
    const event = this.#events[number]!;
    const broken = this.#apply(event, this.#targets[number]!);
    const value = event.action === 'scale' ? ` capacityScaler ${event.capacityScaler}` : '';
    this.#note(event, `${event.action} ${event.target.kind} ${event.target.ids.join(', ')}${value}`, broken);
  };

  readonly #end: Handler = (number) => {
    const event = this.#events[number]!;
    const broken = this.#undo(number);
    this.#note(event, `end of ${event.action} ${event.target.kind} ${event.target.ids.join(', ')}`, broken);
  };

  #apply(event: ResolvedEvent, targets: EventTargets): number {
    const target = this.#target;
    const convergence = this.#streams.stream(`convergence/${event.id}/begin`);
    switch (event.action) {
      case 'fail':
        return target.failMembers(targets.members) + sum(targets.pops, (pop) => target.failPop(pop, convergence));
      case 'recover':
        return (
          target.recoverMembers(targets.members, true) +
          sum(targets.pops, (pop) => target.recoverPop(pop, true, convergence))
        );
      case 'withdraw':
        return sum(targets.pops, (pop) => target.withdrawPop(pop, convergence));
      case 'announce':
        return sum(targets.pops, (pop) => target.announcePop(pop, true, convergence));
      case 'drain':
        return sum(targets.backends, (backend) => target.drainBackend(backend));
      case 'scale':
        return sum(targets.backends, (backend) => target.scaleBackend(backend, event.capacityScaler));
    }
  }

  #undo(number: number): number {
    const target = this.#target;
    const event = this.#events[number]!;
    const convergence = this.#streams.stream(`convergence/${event.id}/end`);
    switch (event.action) {
      case 'fail':
        return (
          target.recoverMembers(this.#stillHeld(number, 'members', 'recover'), false) +
          sum(this.#stillHeld(number, 'pops', 'recover'), (pop) => target.recoverPop(pop, false, convergence))
        );
      case 'withdraw':
        return sum(this.#stillHeld(number, 'pops', 'announce'), (pop) => target.announcePop(pop, false, convergence));
      case 'drain':
        return sum(this.#targets[number]!.backends, (backend) => target.undrainBackend(backend));
      case 'scale':
        return sum(this.#targets[number]!.backends, (backend) =>
          target.scaleBackend(backend, this.#scalerInForce(backend)),
        );
      case 'recover':
      case 'announce':
        return 0;
    }
  }

  /** Targets of an event that no later event of the ending kind has released: its own end must not end what struck them since. */
  #stillHeld(number: number, kind: 'members' | 'pops', ending: EventAction): readonly number[] {
    const released = new Set<number>();
    for (let later = number + 1; later < this.#events.length && this.#events[later]!.at <= this.#kernel.now; later++) {
      if (this.#events[later]!.action !== ending) continue;
      for (const index of this.#targets[later]![kind]) released.add(index);
    }
    return this.#targets[number]![kind].filter((index) => !released.has(index));
  }

  /** Scaler of the latest event that has begun and is not over; `null` when there is none. */
  #scalerInForce(backend: number): number | null {
    const now = this.#kernel.now;
    const latest = this.#events.findLastIndex(
      ({ action, at, until }, number) =>
        action === 'scale' &&
        at <= now &&
        (until === null || until > now) &&
        this.#targets[number]!.backends.includes(backend),
    );
    return latest < 0 ? null : this.#events[latest]!.capacityScaler;
  }

  #note(event: ResolvedEvent, what: string, brokenCount: number): void {
    this.log.push({ atUs: this.#kernel.now, eventId: event.id, what, brokenCount });
  }
}

function sum(indexes: readonly number[], effect: (index: number) => number): number {
  return indexes.reduce((total, index) => total + effect(index), 0);
}
