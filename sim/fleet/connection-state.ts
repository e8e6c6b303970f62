/** What a connection in flight is doing, as its row says. */

/** No connection. */
export const FREE_ROW = 0;
/** Between the client's SYN and the member: handshakes and routing. */
export const SETTING_UP = 1;
/** In a member's accept queue. */
export const WAITING = 2;
/** Being served: holds a worker, or shares the cores. */
export const IN_SERVICE = 3;
/** Answered, open, holds no core (processor sharing only). */
export const HELD = 4;
/** Sent to a member that does not answer. */
export const UNANSWERED = 5;

/** Whether a member has taken the connection: it waits, is served or is held. Hot. */
export function isAtMember(state: number): boolean {
  return state === WAITING || state === IN_SERVICE || state === HELD;
}
