/**
 * Faults in statements about what designs count: designs that do not count it, selectors,
 * and quantities of other kinds.
 */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_COUNTERS: readonly BadScenario[] = [
  {
    name: 'a counter that no design of the scenario counts',
    edits: [['that: dropped == 0', 'that: asks < 1k']],
    expected: [
      's.yaml:69:27 error expect.no-drops.that: asks is counted by designs of kind redirect, not in "waterfall"',
    ],
  },
  {
    name: 'a counter by interval that no design counts',
    edits: [['that: dropped == 0', 'that: max(rate(dnsLookups)) < 1k/s']],
    expected: [
      's.yaml:69:27 error expect.no-drops.that: dnsLookups is counted by designs of kind redirect and dns, not in "waterfall"',
    ],
  },
  {
    name: 'a condition on a counter that the named design does not count',
    edits: [['that: dropped == 0, for: [waterfall]', 'that: "time_to(rate(asks{design: spray}) == 0) < 30s"']],
    expected: ['s.yaml:69:27 error expect.no-drops.that: asks is counted by designs of kind redirect, not in "spray"'],
  },
  {
    name: 'a counter of a region',
    edits: [['that: dropped == 0', 'that: "failedToPick{region: us-east4} == 0"']],
    expected: [
      's.yaml:69:41 error expect.no-drops.that: failedToPick is known by design, not by region\n    failedToPick{region: us-east4} == 0\n                 ^',
    ],
  },
  {
    name: 'a counter compared with a share',
    edits: [['that: dropped == 0', 'that: asks < share(dropped)']],
    expected: [
      's.yaml:69:34 error expect.no-drops.that: a count cannot be compared with a share\n    asks < share(dropped)\n           ^',
    ],
  },
  {
    name: 'a share of a counter that is no part of what was offered is a ratio',
    edits: [['that: dropped == 0', 'that: share(asks) < 40/s']],
    expected: [
      's.yaml:69:41 error expect.no-drops.that: expected a ratio such as 1.2, 120% or 2x; got "40/s"\n    share(asks) < 40/s\n                  ^',
    ],
  },
  {
    name: 'bytes where the scenario gives no sizes',
    edits: [['that: dropped == 0', 'that: share(balancerBytesOut) < 1%']],
    expected: [
      's.yaml:69:27 error expect.no-drops.that: balancerBytesOut is counted where traffic.connections gives requestSize or responseSize, not in "waterfall"',
    ],
  },
  {
    name: 'a bare number of bytes',
    edits: [['that: dropped == 0', 'that: serverBytesOut > 1000']],
    expected: [
      's.yaml:69:44 error expect.no-drops.that: expected a size such as 10 MiB or 1.5 GB; a bare 1000 has no unit\n    serverBytesOut > 1000\n                     ^',
    ],
  },
  {
    name: 'bytes compared with a count',
    edits: [['that: dropped == 0', 'that: serverBytesOut > 2 * offered']],
    expected: [
      's.yaml:69:48 error expect.no-drops.that: a number of bytes cannot be compared with a number of connections\n    serverBytesOut > 2 * offered\n                         ^',
    ],
  },
  {
    name: 'a rate of bytes over a share',
    edits: [['that: dropped == 0', 'that: rate(serverBytesOut) / share(dropped) > 1']],
    expected: [
      's.yaml:69:48 error expect.no-drops.that: a ratio is of two quantities of one kind, not of a rate of bytes and a share\n    rate(serverBytesOut) / share(dropped) > 1\n                         ^',
    ],
  },
];
