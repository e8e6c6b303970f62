/**
 * What a connection between the callers of a tier and its servers is doing, at each of its ends: small
 * integers, because its store holds them.
 */

/** Server's end of a connection. */
export const NO_SOCKET = 0;
/** A SYN was admitted and an embryonic socket keeps it, until an ACK or data that finds room in the accept queue. */
export const HALF_OPEN = 1;
/** The same without a socket: the sequence number of the SYN-ACK keeps what is needed (SYN cookie). */
export const COOKIE = 2;
/** Established, in the accept queue. */
export const QUEUED = 3;
/** The server has taken it. */
export const ACCEPTED = 4;
/** The server has closed it. */
export const CLOSED = 5;
/** The row is free. */
export const NO_CONNECTION = 6;

/** Client's end. */
export const CONNECTING = 0;
/** Established, for all the client knows; the request is sent, or about to be. */
export const WAITING = 1;
/** Answered, and left open. */
export const OPEN = 2;
/** Closed in order. */
export const FINISHED = 3;
/** Gave up and closed in order (FIN): an unacknowledged request is repeated on. */
export const LEFT = 4;
/** Gave up and reset the connection (RST). */
export const ABORTED = 5;

/**
 * TLS: nothing of it yet; the client has begun; the server answers; the request comes next;
 * the server has worked on that.
 */
export const NO_HELLO = 0;
export const HELLO = 1;
export const EXCHANGING = 2;
export const SECURED = 3;
export const WORKED_ON = 4;

/** What a client does with its connection. */
export const ONE_REQUEST = 0;
/** Asks once and leaves the connection open: for a while, or until the server closes it. */
export const LEAVES_OPEN = 1;
/** The same, and does not even then close its own end. */
export const NEVER_CLOSES = 2;
/** Asks again and again, at intervals, on one connection. */
export const ASKS_AGAIN = 3;
/** Begins a request and never comes to its end. */
export const SLOW_HEADERS = 4;
/** Connects and sends nothing. */
export const SILENT = 5;
