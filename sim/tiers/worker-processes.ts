/**
 * The processes of a thread-per-connection server: idle threads, connections, and which
 * process takes the next connection.
 *
 * Apache's prefork and worker: a process with an idle thread does. Its event MPM hands idle and closing connections to
 * a listener and stops accepting when "connections per process < ThreadsPerChild + AsyncRequestWorkerFactor x idle
 * workers" is no longer true; while it has stopped it counts one idle worker less, so as not to flip back at once
 * (server/mpm/event/event.c, `connections_above_limit`).
 */
import { pinned } from '../kernel/pinned.ts';
import type { RandomStream } from '../kernel/random-stream.ts';

const NONE = -1;

export class WorkerProcesses {
  readonly #perServer: number;
  readonly #threads: number;
  /** AsyncRequestWorkerFactor, or 0 where every open connection holds a thread. */
  readonly #asyncFactor: number;
  /** Which of several willing processes the kernel wakes first. */
  readonly #choices: RandomStream;
  /** [serverCount * perServer] */
  readonly #idle: Int32Array;
  readonly #connections: Int32Array;
  readonly #lingering: Int32Array;
  readonly #hasStopped: Uint8Array;

  /**
   * @param perServer processes of each server
   * @param threads threads of each process
   */
  constructor(serverCount: number, perServer: number, threads: number, asyncFactor: number, choices: RandomStream) {
    this.#perServer = perServer;
    this.#threads = threads;
    this.#asyncFactor = asyncFactor;
    this.#choices = choices;
    this.#idle = pinned(new Int32Array(serverCount * perServer).fill(threads));
    this.#connections = pinned(new Int32Array(serverCount * perServer));
    this.#lingering = new Int32Array(serverCount * perServer);
    this.#hasStopped = new Uint8Array(serverCount * perServer);
  }

  /** Whether any process of a server takes connections. Hot. */
  canAccept(server: number): boolean {
    if (this.#perServer === 1) return this.#isWilling(server);
    const end = (server + 1) * this.#perServer;
    for (let process = server * this.#perServer; process < end; process++) if (this.#isWilling(process)) return true;
    return false;
  }

  /** Puts a connection on a thread of a willing process of the server, and returns that process. Hot. */
  accept(server: number): number {
    const process = this.#pick(server);
    this.#idle[process]!--;
    this.#connections[process]!++;
    return process;
  }

  hasIdleThread(process: number): boolean {
    return this.#idle[process]! > 0;
  }

  /** A thread takes up a connection of its process again. */
  takeThread(process: number): void {
    this.#idle[process]!--;
  }

  /** A thread lets go of its connection, which stays. */
  leaveThread(process: number): void {
    this.#idle[process]!++;
  }

  /** A connection without a thread begins to close, or has closed. */
  addLingering(process: number, change: number): void {
    this.#lingering[process]! += change;
  }

  /** A connection of the process ends. */
  endConnection(process: number): void {
    this.#connections[process]!--;
  }

  #pick(server: number): number {
    const first = server * this.#perServer;
    if (this.#perServer === 1) return first;
    let willing = 0;
    for (let process = first; process < first + this.#perServer; process++) if (this.#isWilling(process)) willing++;
    let skip = willing > 1 ? this.#choices.below(willing) : 0;
    for (let process = first; process < first + this.#perServer; process++) {
      if (this.#isWilling(process) && skip-- === 0) return process;
    }
    return NONE;
  }

  #isWilling(process: number): boolean {
    const idle = this.#idle[process]!;
    if (idle === 0) return false;
    if (this.#asyncFactor === 0) return true;
    const held = this.#connections[process]! - this.#lingering[process]!;
    const limit = this.#threads + (idle - this.#hasStopped[process]!) * this.#asyncFactor;
    this.#hasStopped[process] = held < limit ? 0 : 1;
    return this.#hasStopped[process] === 0;
  }
}
