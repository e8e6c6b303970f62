/** A small scenario for each group of reasons that only clients who go by DNS give. */
import type { PlainMap } from '../../../support/scenario.ts';
import type { ReasonCase } from '../anycast-proxy/explain/reason-cases.ts';

function named(dns: PlainMap, rest: PlainMap = {}): PlainMap {
  return {
    designs: { proxy: { kind: 'dns', connectTimeout: '1s', dns: { violations: 'none', ttl: '10s', ...dns } } },
    traffic: { connections: { rate: '20/s', hold: '1s' }, clients: { count: 100 } },
    ...rest,
  };
}

export const DNS_REASON_CASES: readonly ReasonCase[] = [
  {
    what: 'clients with a copy of the answer, and without one',
    changes: named({}),
    at: '5s',
    for: '20s',
    gives: ['lookedUp', 'ownCopy', 'ranItsCourse'],
    never: ['nextAddress', 'staleCopy'],
  },
  {
    what: 'copies that are older than the record, and the next address',
    changes: named({ withdrawAfter: '1s' }, { events: [{ id: 'lost', at: '10s', fail: { member: 'seoul/0' } }] }),
    at: '11500ms',
    gives: ['staleCopy', 'nextAddress', 'serverSilent'],
  },
  {
    what: 'a name without an address',
    changes: named({}, { events: [{ id: 'drained', at: '5s', drain: { backend: 'seoul' } }] }),
    at: '30s',
    gives: ['noAddress'],
  },
];
