/**
 * Event driven: all answers in progress share the member's cores equally; an answered
 * connection stays open without using any.
 *
 * With general work this is M/G/1-PS for one core. Connections beyond cores + backlog in progress are refused.
 * How cores are shared: `sim/tiers/shared-cores.ts`, as in the tiers of a chain. Events:
 * `processorSharing.answered`, `processorSharing.close`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { SimTime } from '../kernel/time.ts';
import { type BusyCores, SharedCores } from '../tiers/shared-cores.ts';
import { HELD, IN_SERVICE } from './connection-state.ts';
import type { ConnectionStore } from './connection-store.ts';
import { ADMITTED, type ClosedListener, REFUSED, type ServiceDiscipline } from './service-discipline.ts';

const NONE = -1;

export class ProcessorSharing implements ServiceDiscipline {
  readonly #kernel: Kernel;
  readonly #connections: ConnectionStore;
  readonly #onClosed: ClosedListener;
  readonly #closeHandler: HandlerId;
  readonly #shared: SharedCores;
  /** [slotCount] */
  readonly #cores: Int32Array;
  readonly #backlog: Int32Array;

  /**
   * @param cores cores of each member
   * @param backlog answers that may be in progress at each member beyond one a core
   * @param meter told of busy cores, where anyone asks
   * @param name before the names of its events
   */
  constructor(
    kernel: Kernel,
    connections: ConnectionStore,
    cores: Int32Array,
    backlog: Int32Array,
    meter: BusyCores | null,
    onClosed: ClosedListener,
    name = 'processorSharing',
  ) {
    this.#kernel = kernel;
    this.#connections = connections;
    this.#onClosed = onClosed;
    this.#cores = cores;
    this.#backlog = backlog;
    this.#shared = new SharedCores(kernel, `${name}.answered`, cores, meter, this);
    this.#closeHandler = kernel.register(`${name}.close`, this.#close);
  }

  admit(row: number, member: number): number {
    if (this.#shared.countOf(member) >= this.#cores[member]! + this.#backlog[member]!) return REFUSED;
    this.#connections.setState(row, IN_SERVICE);
    // Not before it is answered; then the true instant.
    this.#connections.setFirstByteAt(row, Number.MAX_VALUE);
    this.#shared.start(row, member, this.#connections.service(row));
    return ADMITTED;
  }

  evict(row: number, member: number): void {
    if (this.#connections.state(row) === HELD) {
      this.#kernel.cancel(this.#connections.event(row));
      this.#connections.setEvent(row, NONE);
      return;
    }
    this.#shared.remove(row, member);
  }

  abandon(row: number): void {
    this.#connections.setHold(row, 0);
  }

  /** The answer is there. Hot. */
  worked(row: number): void {
    const connections = this.#connections;
    connections.setState(row, HELD);
    connections.setFirstByteAt(row, this.#kernel.now);
    connections.setEvent(
      row,
      this.#kernel.schedule((this.#kernel.now + connections.hold(row)) as SimTime, this.#closeHandler, row),
    );
    connections.endSetup(row);
  }

  readonly #close: Handler = (row) => {
    this.#connections.setEvent(row, NONE);
    this.#onClosed(row);
  };
}
