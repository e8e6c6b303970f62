/**
 * Constants of the models, in a file of their own for the reason of `sim/kernel/event-layout.ts`: so that
 * esbuild writes them into the code.
 */

/** No customer. */
export const NONE = -1;

/** Customers that the system may hold. */
export const ROWS = 65_536;

/** The largest model has 200 servers. */
export const SERVERS_MAX = 256;

/** Draws made at a time. */
export const BATCH = 1_024;

/**
 * What changes and is shared by closures is kept in slots of typed arrays: V8 stores a variable tagged, a double boxed,
 * and checks both at every use. Slots of whole numbers:
 */
export const CURSOR = 0;
export const FREE_HEAD = 0;
export const ARRIVALS_LEFT = 0;
export const PROCESSORS = 1;
export const PICKS_SHORTER_OF_TWO = 2;
/** Whole numbers in an array so long that it is not kept on V8's heap. */
export const NUMBER_SLOTS = 32;

/** Slot of the instant of the next arrival, us. */
export const NEXT_AT = 0;
export const CLOCK_SLOTS = 16;
