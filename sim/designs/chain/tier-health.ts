/**
 * Health checks of the servers of the first tier, by whoever sends clients or requests to them: flood protection, or
 * the balancer before the servers.
 *
 * Assumption: they are those of the service (interval, timeout, thresholds), by one prober. A server that has failed
 * `unhealthyThreshold` probes in a row is held down, one that has passed `healthyThreshold` held up; a probe is refused
 * at once, or nobody answers it within the timeout. Only changes need events. State: what is held of each server is in
 * `TierServers`; pending verdicts. Event: `<name>.health`, subject = server, registered when the state of a server
 * first changes; phases are drawn from `tier-health/<name>` then.
 */
import type { TierServers } from '../../fleet/tiers/tier-servers.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import type { SimTime } from '../../kernel/time.ts';
import type { ResolvedHealthCheck } from '../../scenario/resolved-scenario.ts';

const NONE = -1;

/** What a probe finds. */
export type ProbeFinding = 'passes' | 'fails' | 'silence';

export class TierHealth {
  readonly #config: ResolvedHealthCheck;
  readonly #kernel: Kernel;
  readonly #streams: RandomStreams;
  readonly #name: string;
  readonly #servers: TierServers;
  /** [serverCount] the pending verdict, or -1. */
  readonly #pending: Int32Array;
  /** [serverCount] offset of probes from multiples of the interval, us. */
  #phase: Float64Array | null = null;
  #verdict: HandlerId | null = null;

  constructor(config: ResolvedHealthCheck, kernel: Kernel, streams: RandomStreams, name: string, servers: TierServers) {
    this.#config = config;
    this.#kernel = kernel;
    this.#streams = streams;
    this.#name = name;
    this.#servers = servers;
    this.#pending = new Int32Array(servers.count).fill(NONE);
  }

  /** What probes find at a server has changed, or may have. */
  changed(server: number, finding: ProbeFinding): void {
    if (this.#pending[server] !== NONE) this.#kernel.cancel(this.#pending[server]!);
    this.#pending[server] = NONE;
    const passes = finding === 'passes';
    if (passes === this.#servers.isHeldUp(server)) return;
    const { checkInterval, timeout, healthyThreshold, unhealthyThreshold } = this.#config;
    this.#verdict ??= this.#kernel.register(`${this.#name}.health`, this.#onVerdict);
    const threshold = passes ? healthyThreshold : unhealthyThreshold;
    const firstAt = this.#nextProbeAt(server, checkInterval);
    const at = firstAt + (threshold - 1) * checkInterval + (finding === 'silence' ? timeout : 0);
    this.#pending[server] = this.#kernel.schedule(at as SimTime, this.#verdict, server);
  }

  #nextProbeAt(server: number, interval: number): number {
    this.#phase ??= this.#drawPhases(interval);
    const phase = this.#phase[server]!;
    return phase + Math.max(0, Math.ceil((this.#kernel.now - phase) / interval)) * interval;
  }

  #drawPhases(interval: number): Float64Array {
    const stream = this.#streams.stream(`tier-health/${this.#name}`);
    return Float64Array.from(this.#pending, () => Math.floor(stream.uniform() * interval));
  }

  readonly #onVerdict: Handler = (server) => {
    this.#pending[server] = NONE;
    this.#servers.setHeldUp(server, !this.#servers.isHeldUp(server));
  };
}
