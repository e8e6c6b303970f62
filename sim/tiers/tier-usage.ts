/**
 * What a tier costs: processor time, log, and the most it held at once. One for each tier, over all its servers.
 */
import { SECURED, WORKED_ON } from './tier-connection-states.ts';
import type { TierConnections } from './tier-connections.ts';

/** What one unit costs; bytes and microseconds. */
export interface TierCosts {
  /** Processor time of a request, us. */
  readonly cpuUs: number;
  /** Processor time of a TLS handshake, with a connection's first request, us. */
  readonly handshakeCpuUs: number;
  /** One line of the access log, with its end. */
  readonly logLineBytes: number;
  /** Memory of a server that is idle, with all its workers. */
  readonly idleBytes: number;
  /** Memory of a connection on top of that. */
  readonly connectionBytes: number;
}

/** Told of the servers of a tier one by one, by those who count for machines. */
export interface ServerMeter {
  /** A server begins with a request of so much processor time, us, and has so many connections. Hot. */
  began(server: number, workUs: number, openCount: number): void;
  /** So much of what it has begun it need not do. */
  spared(server: number, workUs: number): void;
  /** It writes a line into its log. Hot. */
  logged(server: number): void;
}

export class TierUsage {
  /** Absent where nobody counts for machines; set once, before the run. */
  meter?: ServerMeter;
  readonly #costs: TierCosts;
  /** Of those, what every request asks for: settings of different tiers are objects of different shapes. */
  readonly #cpuUs: number;
  readonly #handshakeCpuUs: number;
  readonly #serverCount: number;
  #connectionCount = 0;
  #workerCount = 0;
  #workUs = 0;
  /** Requests that took processor time. */
  requestCount = 0;
  /** TLS handshakes that did. */
  handshakeCount = 0;
  /** Requests answered, by the tier itself or from behind it, and those whose client had gone: a log line each. */
  logLines = 0;
  /** Connections that no room was left for, and that were thrown away. */
  refusedCount = 0;
  /** Requests served whose client had gone by the time of the answer: dead work. */
  orphanCount = 0;
  peakConnections = 0;
  peakWorkers = 0;

  constructor(costs: TierCosts, serverCount: number) {
    this.#costs = costs;
    this.#cpuUs = costs.cpuUs;
    this.#handshakeCpuUs = costs.handshakeCpuUs;
    this.#serverCount = serverCount;
  }

  /** Connections open now, and workers held. */
  get connectionCount(): number {
    return this.#connectionCount;
  }

  get workerCount(): number {
    return this.#workerCount;
  }

  get cpuSeconds(): number {
    return this.#workUs / 1e6;
  }

  get logBytes(): number {
    return this.logLines * this.#costs.logLineBytes;
  }

  /** At the tier's peak of connections; servers peak together (an upper bound where they do not). */
  get peakMemoryBytes(): number {
    return this.#serverCount * this.#costs.idleBytes + this.peakConnections * this.#costs.connectionBytes;
  }

  /**
   * A request begins; returns its processor time, us, with that of the handshake if it is the first behind one. Hot.
   *
   * @param slowdown of its server
   * @param openCount connections of its server
   */
  begin(connections: TierConnections, row: number, slowdown: number, openCount: number): number {
    let workUs = this.#cpuUs;
    if (connections.tls(row) === SECURED) {
      connections.setTls(row, WORKED_ON);
      this.handshakeCount++;
      workUs += this.#handshakeCpuUs;
    }
    workUs *= slowdown;
    this.request(workUs);
    if (this.meter !== undefined) this.meter.began(connections.server(row), workUs, openCount);
    return workUs;
  }

  /** A request takes so much processor time, us. Hot. */
  request(workUs: number): void {
    this.requestCount++;
    this.#workUs += workUs;
  }

  /** A request has gone before it was done: a server need not do so much of it, us. */
  spare(server: number, workUs: number): void {
    this.#workUs -= workUs;
    if (this.meter !== undefined) this.meter.spared(server, workUs);
  }

  /** A server writes a line into its log. Hot. */
  log(server: number): void {
    this.logLines++;
    if (this.meter !== undefined) this.meter.logged(server);
  }

  /** Hot. */
  addConnections(change: number): void {
    this.#connectionCount += change;
    if (this.#connectionCount > this.peakConnections) this.peakConnections = this.#connectionCount;
  }

  /** Hot. */
  addWorkers(change: number): void {
    this.#workerCount += change;
    if (this.#workerCount > this.peakWorkers) this.peakWorkers = this.#workerCount;
  }
}
