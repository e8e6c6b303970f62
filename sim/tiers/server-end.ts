/**
 * What stands behind a listening socket, as the front sees it, and the front, as the server sees it.
 */
import type { DownState } from './server-states.ts';
import type { TierConnections } from './tier-connections.ts';

/** A tier's servers. The front calls; rows are those of the front's store. */
export interface ServerEnd {
  /** Whether a server would take a connection from its accept queue now. Hot. */
  canAccept(server: number): boolean;
  /** Takes a connection; its request may be in (`hasData`), or still to come. Hot. */
  accept(row: number, server: number): void;
  /** TLS begins on such a connection: there is no request yet, but it is not idle any more. Hot. */
  securing(row: number): void;
  /** The request, or the next one, of a connection that the server has taken came in. Hot. */
  received(row: number): void;
  /** The client has closed its end of such a connection: in order, or with a reset. Hot. */
  clientGone(row: number): void;
  /**
   * The server goes down under such a connection: the tier forgets the row. The tier behind is
   * told unless the host is silent.
   */
  lost(row: number, isSilent: boolean): void;
  /** All connections of a server are lost: what it keeps besides them goes too. */
  emptied(server: number): void;
}

/** Callers' ends of a tier's connections. The tier calls. */
export interface Front {
  readonly connections: TierConnections;
  /** Whether a client's closing after its one answer is still to come, as `clientGone`. */
  readonly lingers: boolean;
  /** Names the servers; once, before the run. */
  serve(server: ServerEnd): void;
  /** Sends the answer of the request in hand. Hot. */
  answer(row: number, outcome: number): void;
  /** Closes the server's direction: the client is told, and its closing comes back as `clientGone`. */
  shutDown(row: number): void;
  /** The server is done with the connection; the tier forgets the row. Hot. */
  close(row: number): void;
  /** The server throws the connection away; the tier forgets the row. */
  reset(row: number): void;
  /** A server may be able to take more connections: offers it what waits. Hot. */
  wake(server: number): void;
}

/** A front whose servers can go down under its callers. */
export interface StruckFront extends Front {
  readonly faults: FrontFaults;
}

/** What befalls the servers behind a front. */
export interface FrontFaults {
  /**
   * A server goes down, or down in another way; returns how many requests in its hands
   * that breaks. Rare: scans all rows.
   */
  fail(server: number, state: DownState): number;
  /** It is up again, and empty. */
  recover(server: number): void;
}
