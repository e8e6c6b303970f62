/**
 * Makes ambient time, chance, locale and environment throw while a function runs: the last of the
 * four fences around determinism.
 *
 * Lint and types see the code that is written; this sees the code that runs, libraries included. The function must be
 * synchronous, so that nothing of the test runner's own runs meanwhile.
 */

/** What may not be touched: the object that holds it, and its name. */
function ambientMembers(): [holder: object, name: PropertyKey][] {
  return [
    [globalThis, 'Date'],
    [Date, 'now'],
    [Math, 'random'],
    [globalThis, 'performance'],
    [performance, 'now'],
    [globalThis, 'crypto'],
    [globalThis, 'Intl'],
    [globalThis, 'fetch'],
    [globalThis, 'setTimeout'],
    [globalThis, 'setInterval'],
    [globalThis, 'setImmediate'],
    [globalThis, 'queueMicrotask'],
    [process, 'env'],
    [process, 'hrtime'],
    [process, 'nextTick'],
    [process, 'cwd'],
    [String.prototype, 'localeCompare'],
    [Number.prototype, 'toLocaleString'],
    [Array.prototype, 'toLocaleString'],
  ];
}

export class TripwireError extends Error {
  override readonly name = 'TripwireError';
}

/** Runs `body` with the wires up; whoever touches one gets a TripwireError that names it. */
export function withTripwire<T>(body: () => T): T {
  const restore = ambientMembers().map(([holder, name]) => trap(holder, name));
  try {
    return body();
  } finally {
    for (const undo of restore.reverse()) undo();
  }
}

function trap(holder: object, name: PropertyKey): () => void {
  const original = Object.getOwnPropertyDescriptor(holder, name);
  const trip = (): never => {
    throw new TripwireError(`a simulation reached for ${String(name)}`);
  };
  Object.defineProperty(holder, name, { get: trip, set: trip, configurable: true });
  return () => {
    if (original === undefined) Reflect.deleteProperty(holder, name);
    else Object.defineProperty(holder, name, original);
  };
}
