/**
 * How a host answers a SYN: what probes and connections find alike. Small integers,
 * because stores and tables hold them.
 */

export const ANSWERS = 0;
/** A RST comes back at once: nothing listens. */
export const REFUSES = 1;
/** Nothing comes back: a black hole. */
export const IS_SILENT = 2;

/** The ways in which a member fails, as a scenario names them. */
export const FAULT_WAYS = ['silent', 'refusing'] as const;
export type FaultWay = (typeof FAULT_WAYS)[number];
