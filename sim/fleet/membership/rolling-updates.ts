/**
 * The rolling updates of a run: the orchestrator looks at each once a second (assumption) until it is over.
 *
 * An update that begins while another replaces members of the same backends takes over: what the other has started
 * is old too. While an update goes on, nobody else changes the number of members. Event: `rollingUpdates.look`,
 * subject = number of the update.
 */
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { type Duration, SECOND } from '../../kernel/time.ts';
import type { ResolvedRollingUpdate } from '../../scenario/resolved-membership.ts';
import type { GroupSizes } from './group-sizes.ts';
import { STARTING } from './membership.ts';
import { RollingUpdate, type UpdatedParts } from './rolling-update.ts';

/** Takes down what a step of an update did. */
export type UpdateNote = (what: string) => void;

const NOW = 0 as Duration;

interface Ongoing {
  readonly update: RollingUpdate;
  readonly note: UpdateNote;
  isOver: boolean;
}

export class RollingUpdates {
  readonly #kernel: Kernel;
  readonly #parts: UpdatedParts;
  readonly #sizes: GroupSizes;
  readonly #updates: Ongoing[] = [];
  readonly #lookHandler: HandlerId;

  constructor(kernel: Kernel, parts: UpdatedParts, sizes: GroupSizes) {
    this.#kernel = kernel;
    this.#parts = parts;
    this.#sizes = sizes;
    this.#lookHandler = kernel.register('rollingUpdates.look', this.#look);
  }

  begin(backends: readonly number[], settings: ResolvedRollingUpdate, note: UpdateNote): void {
    const { membership, lifecycle } = this.#parts;
    for (const other of this.#updates) {
      if (other.isOver || !other.update.backends.some((backend) => backends.includes(backend))) continue;
      other.note(`rollingUpdate: superseded, ${other.update.progress(this.#kernel.now)}`);
      this.#end(other);
    }
    for (const backend of backends) {
      this.#sizes.hold(backend);
      for (const member of membership.membersIn(backend, STARTING)) lifecycle.giveUp(member);
    }
    const update = new RollingUpdate(this.#parts, backends, settings);
    this.#updates.push({ update, note, isOver: false });
    // After the event itself, so that the log tells them in this order.
    this.#kernel.scheduleAfter(NOW, this.#lookHandler, this.#updates.length - 1);
  }

  /** The run ends: takes down which updates were not done by then. */
  finish(): void {
    for (const { update, note, isOver } of this.#updates) {
      if (!isOver) note(`rollingUpdate: not finished, ${update.progress(this.#kernel.now)}`);
    }
  }

  readonly #look: Handler = (number) => {
    const ongoing = this.#updates[number]!;
    if (ongoing.isOver) return;
    const { started, retired, isOver } = ongoing.update.step(this.#kernel.now);
    const parts = [
      listed(started, started.length === 1 ? 'starts' : 'start'),
      listed(retired, retired.length === 1 ? 'goes' : 'go'),
    ];
    const what = parts.filter((part) => part !== '').join('; ');
    if (what !== '') ongoing.note(`rollingUpdate: ${what}`);
    if (isOver) {
      ongoing.note('rollingUpdate: done');
      this.#end(ongoing);
    } else this.#kernel.scheduleAfter(SECOND, this.#lookHandler, number);
  };

  #end(ongoing: Ongoing): void {
    ongoing.isOver = true;
    for (const backend of ongoing.update.backends) this.#sizes.letGo(backend);
  }
}

/** A line of the log names so many members at most. */
const NAMES_SHOWN = 3;

/** `web/4, web/5 start`; the empty text for nobody. */
function listed(names: readonly string[], verb: string): string {
  if (names.length === 0) return '';
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return `${names.slice(0, NAMES_SHOWN).join(', ')}${more} ${verb}`;
}
