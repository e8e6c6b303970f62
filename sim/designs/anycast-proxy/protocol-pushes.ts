/**
 * The backend protocol of the service, changed at run time.
 *
 * Google Cloud, "Backend services overview": a change makes backends unreachable for a few minutes. A second-layer GFE
 * that learns of one finds no member for `unreachable`, and after that speaks the new protocol and no other (there is
 * no fallback). Connections that members have taken go on. A later push that a GFE learns of takes the place of the one
 * before. Event: `protocol.inUse`, subject = push x GFEs + GFE.
 */
import type { Push, PushedProtocol } from '../../faults/fault-target.ts';
import type { Reachability } from '../../fleet/reachability.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Duration } from '../../kernel/time.ts';
import type { ServiceProtocol } from '../../scenario/service-protocol.ts';
import type { Configuration } from '../parts/configuration.ts';

export class ProtocolPushes {
  /** Before the first push. */
  readonly #configured: ServiceProtocol;
  readonly #reachability: Reachability;
  readonly #configuration: Configuration;
  readonly #kernel: Kernel;
  /** In their order. */
  readonly #pushed: ServiceProtocol[] = [];
  /** [gfeCount] the latest push that it has learnt of; -1 before the first. */
  readonly #latest: Int32Array;
  /** Registered when first needed, so that nobody else's handler changes its number. */
  #inUseHandler: HandlerId | null = null;

  constructor(
    configured: ServiceProtocol,
    reachability: Reachability,
    configuration: Configuration,
    gfeCount: number,
    kernel: Kernel,
  ) {
    this.#configured = configured;
    this.#reachability = reachability;
    this.#configuration = configuration;
    this.#kernel = kernel;
    this.#latest = new Int32Array(gfeCount).fill(-1);
  }

  /** Nothing happens where the service has that protocol already. */
  change(protocol: ServiceProtocol, unreachable: Duration, push: Push): PushedProtocol {
    if (protocol === (this.#pushed.at(-1) ?? this.#configured)) return 'unchanged';
    const number = this.#pushed.push(protocol) - 1;
    this.#inUseHandler ??= this.#kernel.register('protocol.inUse', this.#inUse);
    const handler = this.#inUseHandler;
    const gfeLearnt = (gfe: number): void => {
      this.#latest[gfe] = number;
      if (unreachable === 0) {
        this.#reachability.speak(gfe, protocol);
        return;
      }
      this.#reachability.silence(gfe);
      this.#kernel.scheduleAfter(unreachable, handler, number * this.#latest.length + gfe);
    };
    // Which backends there are, and with what capacity, stays as known.
    this.#configuration.change([{ apply: () => {}, gfeLearnt }], push);
    return 'changed';
  }

  readonly #inUse: Handler = (subject) => {
    const gfe = subject % this.#latest.length;
    const number = Math.floor(subject / this.#latest.length);
    if (this.#latest[gfe] === number) this.#reachability.speak(gfe, this.#pushed[number]!);
  };
}
