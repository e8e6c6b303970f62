/**
 * A stand-in for the simulation worker: every run of the second design in replication 1 hits a bug, the others end without a record.
 */
export default function runOne({ designIndex, replication }) {
  if (designIndex !== 1 || replication !== 1) return { kind: 'notStarted' };
  const stack = 'InternalError: the ledger does not balance\n    at settle (ledger.ts:12:3)';
  return {
    kind: 'fault',
    fault: { message: 'the ledger does not balance', stack, simulatedUs: 61_000_000, eventCount: 4711 },
  };
}
