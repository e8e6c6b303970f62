/** Faults in `expect` around the statements: designs, windows, confidence. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_EXPECTATIONS: readonly BadScenario[] = [
  {
    name: 'a confidence without its sign',
    edits: [['confidence: 95%', 'confidence: 0.95']],
    expected: ['s.yaml:70:85 error expect.slo.confidence: expected a percentage such as 95%; a bare 0.95 has no unit'],
  },
  {
    name: 'a confidence of 100 %',
    edits: [['confidence: 95%', 'confidence: 100%']],
    expected: ['s.yaml:70:85 error expect.slo.confidence: a confidence lies between 0% and 100%, such as 95%'],
  },
  {
    name: 'an unknown window',
    edits: [['during: evening', 'during: evning']],
    expected: [
      's.yaml:71:56 error expect.stay.during: unknown phase, event or surge "evning" (did you mean "evening"?)',
    ],
  },
  {
    name: 'a span outside the run',
    edits: [['during: evening', 'during: { from: 10m, to: 40m }']],
    expected: ['s.yaml:71:73 error expect.stay.during.to: 40m is not within the run'],
  },
  {
    name: 'a span upside down',
    edits: [['during: evening', 'during: { from: 10m, to: 5m }']],
    expected: ['s.yaml:71:73 error expect.stay.during.to: 5m must lie after 10m'],
  },
  {
    name: 'a settle longer than its window',
    edits: [['settle: 30s', 'settle: 5m']],
    expected: ['s.yaml:70:68 error expect.slo.settle: nothing is left of "lost+5m": it ends at 25m'],
  },
  {
    name: 'a window inside the warm-up',
    edits: [['during: evening', 'during: { from: 1m, to: 5m }']],
    expected: [
      's.yaml:71:56 error expect.stay.during: "1m..5m" starts at 1m, inside the warm-up, which is not measured (2m); use settle',
    ],
  },
  {
    name: 'an unknown design in an expectation',
    edits: [['for: [spray]', 'for: [spry]']],
    expected: ['s.yaml:72:65 error expect.cheaper.for.0: unknown compared design "spry" (did you mean "spray"?)'],
  },
  {
    name: 'the baseline compared with itself',
    edits: [['for: [spray]', 'for: [waterfall]']],
    expected: ['s.yaml:72:64 error expect.cheaper.for: this compares the baseline "waterfall" with itself'],
  },
  {
    name: 'a baseline without another design',
    edits: [
      ['compare: [waterfall, spray]', 'compare: [waterfall]'],
      [', for: [spray]', ''],
    ],
    expected: ['s.yaml:72:26 error expect.cheaper.that: there is no other design to compare with the baseline'],
  },
  {
    name: 'an expectation that selects nothing in a design',
    edits: [
      ['    extends: waterfall\n', '    extends: waterfall\n    service: { backends: { web-iowa: null } }\n'],
      ['p99(latency) <', 'p99(latency{region: us-central1}) <'],
    ],
    expected: [
      's.yaml:71:22 error expect.slo.that: no backend of "spray" is in what this selects; use "for" to leave it out',
    ],
  },
  {
    name: 'an expectation named twice',
    edits: [['id: stay', 'id: slo']],
    expected: ['s.yaml:71:11 error expect.slo.id: the id "slo" is already used above'],
  },
];
