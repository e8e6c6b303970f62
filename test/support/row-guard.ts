/**
 * Watches how rows of stores are used, in a whole test file: what the stores themselves take on trust, because a look
 * at every access would cost each connection.
 *
 * Wraps the methods of `ConnectionStore` and `TierConnections`, so that a run throws where what a connection was set up
 * with is asked for after it was given back, where a row is used that nobody has, and where a tier gives a row back of
 * which something is pending or on its way.
 */
import { FREE_ROW } from '../../sim/fleet/connection-state.ts';
import { ConnectionStore } from '../../sim/fleet/connection-store.ts';
import { NO_CONNECTION } from '../../sim/tiers/tier-connection-states.ts';
import { TierConnections } from '../../sim/tiers/tier-connections.ts';
import { NO_ROW } from '../../sim/tiers/wait-queues.ts';

/** What has been looked at, so that a test can tell that there was something to see. */
export interface RowsSeen {
  /** Uses of what a connection was set up with. */
  setupUses: number;
  /** Setups given back before their connection ended. */
  setupsEnded: number;
  /** Rows of tiers given back. */
  tierRowsFreed: number;
}

/** Methods that are about what `endSetup` gives back. */
const OF_SETUP: readonly (keyof ConnectionStore)[] = [
  ...(['setUp', 'hold', 'setHold', 'service', 'setService', 'following', 'follow'] as const),
  ...(['network', 'setNetwork', 'clientHash', 'setClientHash', 'choice', 'setChoice', 'copyWords'] as const),
];
/** What a scan over all rows asks first. */
const OF_ANY_ROW: readonly string[] = ['constructor', 'keepSetups', 'allocate', 'state'];

type Method = (this: object, row: number, ...rest: unknown[]) => unknown;

/** To be called once in a test file, before anything is simulated. */
export function guardRows(): RowsSeen {
  const seen: RowsSeen = { setupUses: 0, setupsEnded: 0, tierRowsFreed: 0 };
  guardConnections(seen);
  guardTierConnections(seen);
  return seen;
}

function guardConnections(seen: RowsSeen): void {
  const keeping = new WeakSet<object>();
  const endedOf = new WeakMap<object, Set<number>>();
  const { prototype } = ConnectionStore;
  const isOver = (store: object, row: number): boolean => endedOf.get(store)?.has(row) === true;

  for (const name of methodsOf(prototype)) {
    if (OF_ANY_ROW.includes(name)) continue;
    const isOfSetup = (OF_SETUP as readonly string[]).includes(name);
    before(prototype, name, (store, row) => {
      if ((store as ConnectionStore).state(row) === FREE_ROW) throw new Error(`${name} of row ${row}, which is free`);
      if (!isOfSetup) return;
      seen.setupUses++;
      if (isOver(store, row)) throw new Error(`${name} of row ${row}, whose setup has ended`);
    });
  }
  before(prototype, 'keepSetups', (store) => keeping.add(store));
  before(prototype, 'free', (store, row) => endedOf.get(store)?.delete(row));
  before(prototype, 'endSetup', (store, row) => {
    if (keeping.has(store)) return;
    if (isOver(store, row)) throw new Error(`the setup of row ${row} ends twice`);
    seen.setupsEnded++;
    const ended = endedOf.get(store) ?? new Set();
    endedOf.set(store, ended.add(row));
  });
}

function guardTierConnections(seen: RowsSeen): void {
  const timers = ['tierTimer', 'clientTimer', 'giveUpTimer', 'synAckTimer'] as const;
  before(TierConnections.prototype, 'free', (store, row) => {
    const connections = store as TierConnections;
    seen.tierRowsFreed++;
    if (connections.serverEnd(row) === NO_CONNECTION) throw new Error(`row ${row} is given back twice`);
    const pending = timers.filter((timer) => connections[timer](row) !== NO_ROW);
    if (pending.length > 0) throw new Error(`row ${row} is given back with a ${pending.join(', ')}`);
    const inFlight = connections.inFlight(row);
    if (inFlight !== 0) throw new Error(`row ${row} is given back with ${inFlight} segments on their way`);
  });
}

function methodsOf(prototype: object): string[] {
  const all = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  return all.filter(([, { value }]) => typeof value === 'function').map(([name]) => name);
}

/** Looks before every call of a method; of two looks, the later one added comes first. */
function before(prototype: object, name: string, look: (store: object, row: number) => void): void {
  const methods = prototype as Record<string, Method>;
  const method = methods[name]!;
  methods[name] = function (row, ...rest) {
    look(this, row);
    return method.call(this, row, ...rest);
  };
}
