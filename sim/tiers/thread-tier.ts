/**
 * A tier that serves each connection with a thread: Apache's prefork, worker and event MPM as a proxy.
 *
 * A thread is held from accept until the connection is over: while a slow client sends its header, while the tier
 * behind works, while a kept-alive connection is idle (not so under the event MPM), until the client has closed its
 * end. The thread goes on when the client has gone: it notices on writing. Left out: starting and stopping processes,
 * MaxRequestsPerChild, a thread's own queue.
 * Events: `<name>.work` (processor), `.forward`, `.timeout`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import { pinned } from '../kernel/pinned.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { Duration } from '../kernel/time.ts';
import type { Caller, Hop } from './hop.ts';
import type { Front, ServerEnd } from './server-end.ts';
import { type BusyCores, SharedCores } from './shared-cores.ts';
import { ABORTED, ONE_REQUEST, SLOW_HEADERS } from './tier-connection-states.ts';
import { type TierCosts, TierUsage } from './tier-usage.ts';
import { NO_ROW, WaitQueues } from './wait-queues.ts';
import { WorkerProcesses } from './worker-processes.ts';

export interface ThreadTierSettings extends TierCosts {
  readonly serverCount: number;
  readonly processesPerServer: number;
  readonly threadsPerProcess: number;
  /** AsyncRequestWorkerFactor of the event MPM; 0 for prefork and worker. */
  readonly asyncFactor: number;
  readonly coresPerServer: number;
  /**
   * Time a request holds its thread besides its processor time and the tier behind, us: with
   * none, and with all threads at work.
   */
  readonly overheadIdleUs: number;
  readonly overheadBusyUs: number;
  readonly keepAliveTimeoutUs: number;
  /** How long a client may take over its header (mod_reqtimeout), us. */
  readonly headerTimeoutUs: number;
  /** How long a closing connection waits for its client to close too, us. */
  readonly lingeringTimeoutUs: number;
}

/** Reading a request, or about to. */
const READING = 0;
/** On the processor, or about to be handed on. */
const WORKING = 1;
/** With the tier behind. */
const ONWARD = 2;
/** Answered and open, waiting for the next request. */
const KEPT_ALIVE = 3;
/** Has a next request, but no thread yet (event MPM). */
const READY = 4;
/** Answered or timed out; closed by the server, waiting for the client to close. */
const LINGERING = 5;

export class ThreadTier implements ServerEnd, Caller {
  readonly usage: TierUsage;
  readonly #settings: ThreadTierSettings;
  /** The event MPM: a connection without a request in hand is with a listener, and holds no thread. */
  readonly #isAsync: boolean;
  readonly #kernel: Kernel;
  readonly #front: Front;
  readonly #processes: WorkerProcesses;
  /** Connections with a request but no thread, by process. */
  readonly #ready: WaitQueues;
  readonly #cores: SharedCores;
  readonly #forward: HandlerId;
  readonly #timeout: HandlerId;
  /** [serverCount] threads with a request in hand. */
  readonly #working: Int32Array;
  readonly #slowdown: Float64Array;
  /** [threads of a server + 1] time that a request holds its thread besides, us, with so many of them at work. */
  readonly #overheadUs: Int32Array;
  /** [serverCount] connections that it has taken. */
  readonly #open: Int32Array;
  /** The tier behind; set once, before the run. */
  #next!: Hop;

  /**
   * @param choices which process takes a connection that several would take; drawn from under the event MPM only
   * @param meter told of busy cores, where anyone asks
   */
  constructor(
    kernel: Kernel,
    name: string,
    settings: ThreadTierSettings,
    front: Front,
    choices: RandomStream,
    meter: BusyCores | null = null,
  ) {
    const { serverCount, processesPerServer, threadsPerProcess, asyncFactor, coresPerServer } = settings;
    this.usage = new TierUsage(settings, serverCount);
    this.#settings = settings;
    this.#isAsync = asyncFactor > 0;
    this.#kernel = kernel;
    this.#front = front;
    this.#processes = new WorkerProcesses(serverCount, processesPerServer, threadsPerProcess, asyncFactor, choices);
    this.#ready = new WaitQueues(front.connections, serverCount * processesPerServer);
    this.#working = pinned(new Int32Array(serverCount));
    this.#slowdown = pinned(new Float64Array(serverCount).fill(1));
    this.#overheadUs = overheadsUs(settings);
    this.#open = pinned(new Int32Array(serverCount));
    const cores = new Int32Array(serverCount).fill(coresPerServer);
    this.#cores = new SharedCores(kernel, `${name}.work`, cores, meter, this);
    this.#forward = kernel.register(`${name}.forward`, this.#onForward);
    this.#timeout = kernel.register(`${name}.timeout`, this.#onTimeout);
    front.serve(this);
  }

  /** Names the tier behind; once, before the run. It gives its answers to this one. */
  proxyTo(next: Hop): void {
    this.#next = next;
  }

  canAccept(server: number): boolean {
    return this.#processes.canAccept(server);
  }

  accept(row: number, server: number): void {
    const { connections } = this.#front;
    connections.setProcess(row, this.#processes.accept(server));
    this.#open[server]!++;
    this.usage.addConnections(1);
    this.usage.addWorkers(1);
    // Reading from a connection that was reset in the queue fails at once.
    connections.setPhase(row, READING);
    if (connections.clientEnd(row) === ABORTED) {
      this.#end(row);
      return;
    }
    if (connections.hasData(row) && connections.kind(row) !== SLOW_HEADERS) {
      this.#start(row, server);
      return;
    }
    this.#setTimer(row, this.#settings.headerTimeoutUs);
  }

  /** A thread waits for the request all the same. */
  securing(): void {}

  received(row: number): void {
    const { connections } = this.#front;
    const phase = connections.phase(row);
    if (phase === READING) {
      if (connections.kind(row) === SLOW_HEADERS) return;
      this.#cancelTimer(row);
      this.#start(row, connections.server(row));
    } else if (phase === KEPT_ALIVE) {
      this.#cancelTimer(row);
      this.#resume(row);
    }
  }

  clientGone(row: number): void {
    const phase = this.#front.connections.phase(row);
    // A thread that works, or waits for the tier behind, does not look.
    if (phase === WORKING || phase === ONWARD || phase === READY) return;
    this.#cancelTimer(row);
    this.#end(row);
  }

  lost(row: number, isSilent: boolean): void {
    const { connections } = this.#front;
    const process = connections.process(row);
    const phase = connections.phase(row);
    const server = connections.server(row);
    if (phase === READY) this.#ready.remove(row, process);
    else if (phase === ONWARD) this.#next.abandon(connections.onward(row), isSilent);
    // A request that is off the processor and about to be handed on has a timer.
    else if (phase === WORKING && connections.tierTimer(row) === NO_ROW)
      this.usage.spare(server, this.#cores.remove(row, server));
    if (phase === WORKING || phase === ONWARD) this.#working[server]!--;
    if (this.#isAsync && phase === LINGERING) this.#processes.addLingering(process, -1);
    this.#cancelTimer(row);
    this.#processes.endConnection(process);
    this.#open[server]!--;
    this.usage.addConnections(-1);
    if (!this.#hasThread(row)) return;
    this.#processes.leaveThread(process);
    this.usage.addWorkers(-1);
  }

  /** A server keeps nothing besides its connections. */
  emptied(): void {}

  /** Processor time of requests on a server that begin from now on, as a multiple of the ordinary one. */
  slowDown(server: number, factor: number): void {
    this.#slowdown[server] = factor;
  }

  /** The tier behind has answered. Hot. */
  answered(row: number, outcome: number): void {
    const { connections } = this.#front;
    const server = connections.server(row);
    this.#working[server]!--;
    this.usage.log(server);
    if (connections.watch !== null) connections.watch.answered(row);
    if (!connections.isAwaited(row)) {
      this.usage.orphanCount++;
      this.#end(row);
      return;
    }
    this.#front.answer(row, outcome);
    if (connections.kind(row) === ONE_REQUEST) {
      if (this.#front.lingers) this.#linger(row);
      else this.#end(row);
      return;
    }
    connections.setPhase(row, KEPT_ALIVE);
    this.#setTimer(row, this.#settings.keepAliveTimeoutUs);
    if (this.#isAsync) this.#leaveThread(row);
  }

  /** Processor time that requests in progress at a server need yet, us of one core. Scans. */
  undoneUs(server: number): number {
    return this.#cores.undoneUs(server);
  }

  #start(row: number, server: number): void {
    const { connections } = this.#front;
    connections.setPhase(row, WORKING);
    connections.takeData(row);
    this.#working[server]!++;
    if (connections.watch !== null) connections.watch.begun(row);
    this.#cores.start(row, server, this.usage.begin(connections, row, this.#slowdown[server]!, this.#open[server]!));
  }

  /** The processor time of a request is over. Hot. */
  worked(row: number, server: number): void {
    const overheadUs = this.#overheadUs[this.#working[server]!]! as Duration;
    this.#front.connections.setTierTimer(row, this.#kernel.scheduleAfter(overheadUs, this.#forward, row));
  }

  readonly #onForward: Handler = (row) => {
    const { connections } = this.#front;
    connections.setTierTimer(row, NO_ROW);
    connections.setPhase(row, ONWARD);
    connections.setOnward(row, this.#next.request(row, connections.server(row)));
  };

  /** A kept-alive connection has its next request: under the event MPM it needs a thread again. */
  #resume(row: number): void {
    const { connections } = this.#front;
    const process = connections.process(row);
    const server = connections.server(row);
    if (!this.#isAsync) {
      this.#start(row, server);
      return;
    }
    if (!this.#processes.hasIdleThread(process)) {
      connections.setPhase(row, READY);
      this.#ready.push(row, process);
      return;
    }
    this.#processes.takeThread(process);
    this.usage.addWorkers(1);
    this.#start(row, server);
  }

  /**
   * Too long over the header, idle or closing: the server closes; the client may then take its time over its own end.
   */
  readonly #onTimeout: Handler = (row) => {
    const { connections } = this.#front;
    connections.setTierTimer(row, NO_ROW);
    if (connections.phase(row) === LINGERING) {
      this.#end(row);
      return;
    }
    this.#linger(row);
    this.#front.shutDown(row);
  };

  /** The server has closed its direction. Under the event MPM a listener waits for the client's end, not a thread. */
  #linger(row: number): void {
    const { connections } = this.#front;
    const hadThread = this.#hasThread(row);
    connections.setPhase(row, LINGERING);
    this.#setTimer(row, this.#settings.lingeringTimeoutUs);
    if (!this.#isAsync) return;
    this.#processes.addLingering(connections.process(row), 1);
    if (hadThread) this.#leaveThread(row);
  }

  /** The connection is over. */
  #end(row: number): void {
    const { connections } = this.#front;
    const server = connections.server(row);
    const process = connections.process(row);
    const hadThread = this.#hasThread(row);
    if (this.#isAsync && connections.phase(row) === LINGERING) {
      this.#processes.addLingering(process, -1);
    }
    this.#processes.endConnection(process);
    this.#open[server]!--;
    this.usage.addConnections(-1);
    if (hadThread) this.#freeThread(process, server);
    this.#front.close(row);
    this.#front.wake(server);
  }

  #hasThread(row: number): boolean {
    return !this.#isAsync || this.#front.connections.phase(row) <= ONWARD;
  }

  /** The thread lets go of a connection that stays open. */
  #leaveThread(row: number): void {
    const { connections } = this.#front;
    const server = connections.server(row);
    this.#freeThread(connections.process(row), server);
    this.#front.wake(server);
  }

  /** A thread is free: a kept-alive connection of its process that has a request goes first. */
  #freeThread(process: number, server: number): void {
    const ready = this.#isAsync ? this.#ready.shift(process) : NO_ROW;
    if (ready !== NO_ROW) {
      this.#start(ready, server);
      return;
    }
    this.#processes.leaveThread(process);
    this.usage.addWorkers(-1);
  }

  #setTimer(row: number, delayUs: number): void {
    this.#front.connections.setTierTimer(row, this.#kernel.scheduleAfter(delayUs as Duration, this.#timeout, row));
  }

  #cancelTimer(row: number): void {
    this.#front.connections.cancelTierTimer(this.#kernel, row);
  }
}

/** In proportion to how many threads are at work. */
function overheadsUs(settings: ThreadTierSettings): Int32Array {
  const { processesPerServer, threadsPerProcess, overheadIdleUs, overheadBusyUs } = settings;
  const threads = processesPerServer * threadsPerProcess;
  return Int32Array.from({ length: threads + 1 }, (_, working) =>
    Math.round(overheadIdleUs + (overheadBusyUs - overheadIdleUs) * (working / threads)),
  );
}
