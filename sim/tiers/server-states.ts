/** What a caller meets at a server of a tier. Small integers, because tables hold them. */

/** The program serves. */
export const SERVES = 0;
/** The program is gone and its kernel is not: connections are reset, a SYN is answered with a RST. */
export const PORT_CLOSED = 1;
/** The host is gone: nothing comes back, and nobody is told. */
export const HOST_SILENT = 2;

/** One of the two last. */
export type DownState = typeof PORT_CLOSED | typeof HOST_SILENT;
