/** Faults in `expect`: its statements, designs and windows. */
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
    name: 'a misspelt countable',
    edits: [['that: dropped == 0', 'that: droped == 0']],
    expected: [
      's.yaml:69:27 error expect.no-drops.that: "droped" cannot be counted; there are offered, established, spilled, completed, refused, timedOut, dropped, blocked, reset, rejected, unfinished, broken, memberLost, drained, popLost, frontEndLost, rehashed, serverError, memberGone and secondLayerLost (did you mean "dropped"?)\n    droped == 0\n    ^',
    ],
  },
  {
    name: 'a function that is not there',
    edits: [['p99(latency) <', 'q99(latency) <']],
    expected: [
      's.yaml:70:23 error expect.slo.that: unknown function "q99"; there are share, rate, mean, max, moved, p50, p90, p99 and p99.9 (did you mean "p99"?)\n    q99(latency) < 250ms\n    ^',
    ],
  },
  {
    name: 'a percentile of 100',
    edits: [['p99(latency) <', 'p100(latency) <']],
    expected: [
      's.yaml:70:23 error expect.slo.that: "p100" is no percentile: p and a number between 0 and 100, such as p50 or p99.9\n    p100(latency) < 250ms\n    ^',
    ],
  },
  {
    name: 'a percentile of a count',
    edits: [['p99(latency) <', 'p99(dropped) <']],
    expected: [
      's.yaml:70:27 error expect.slo.that: p99 measures latency, not "dropped"\n    p99(dropped) < 250ms\n        ^',
    ],
  },
  {
    name: 'a share of a time',
    edits: [['that: dropped == 0', 'that: share(latency) == 0']],
    expected: [
      's.yaml:69:33 error expect.no-drops.that: "latency" cannot be counted; there are offered, established, spilled, completed, refused, timedOut, dropped, blocked, reset, rejected, unfinished, broken, memberLost, drained, popLost, frontEndLost, rehashed, serverError, memberGone and secondLayerLost\n    share(latency) == 0\n          ^',
    ],
  },
  {
    name: 'a maximum of latency',
    edits: [['p99(latency) <', 'max(latency) <']],
    expected: [
      's.yaml:70:27 error expect.slo.that: max measures utilisation, not "latency"\n    max(latency) < 250ms\n        ^',
    ],
  },
  {
    name: 'a measure without a statistic',
    edits: [['p99(latency) <', 'latency <']],
    expected: [
      's.yaml:70:23 error expect.slo.that: latency needs a statistic: p99(latency) or mean(latency)\n    latency < 250ms\n    ^',
    ],
  },
  {
    name: 'a missing comparison',
    edits: [['p99(latency) < 250ms', 'p99(latency) 250ms']],
    expected: [
      's.yaml:70:36 error expect.slo.that: expected a comparison: <, <=, ==, !=, >= or >; got "250ms"\n    p99(latency) 250ms\n                 ^',
    ],
  },
  {
    name: 'a single equals sign',
    edits: [['that: dropped == 0', 'that: dropped = 0']],
    expected: [
      's.yaml:69:35 error expect.no-drops.that: expected a comparison; equality is written "=="; got "="\n    dropped = 0\n            ^',
    ],
  },
  {
    name: 'a bound without a unit',
    edits: [['< 250ms', '< 250']],
    expected: [
      's.yaml:70:38 error expect.slo.that: expected a duration such as 250ms; a bare 250 has no unit\n    p99(latency) < 250\n                   ^',
    ],
  },
  {
    name: 'a bound of another dimension',
    edits: [['< 250ms', '< 5%']],
    expected: [
      's.yaml:70:38 error expect.slo.that: expected a duration such as 250ms; got "5%"\n    p99(latency) < 5%\n                   ^',
    ],
  },
  {
    name: 'a share above one',
    edits: [['that: dropped == 0', 'that: share(dropped) <= 5']],
    expected: [
      's.yaml:69:45 error expect.no-drops.that: expected a share such as 5% or 0.05; got "5"\n    share(dropped) <= 5\n                      ^',
    ],
  },
  {
    name: 'a rate without a time',
    edits: [['that: dropped == 0', 'that: rate(dropped) <= 5']],
    expected: [
      's.yaml:69:44 error expect.no-drops.that: expected a rate such as 40/s; a bare 5 has no unit\n    rate(dropped) <= 5\n                     ^',
    ],
  },
  {
    name: 'a bound that is missing',
    edits: [['p99(latency) < 250ms', 'p99(latency) <']],
    expected: [
      's.yaml:70:37 error expect.slo.that: expected a duration such as 250ms, or a multiple of the baseline such as 1.05 * baseline; got the end\n    p99(latency) <\n                  ^',
    ],
  },
  {
    name: 'a tail',
    edits: [['p99(latency) < 250ms', 'p99(latency) < 250ms ms']],
    expected: [
      's.yaml:70:44 error expect.slo.that: expected the end of the statement; got "ms"\n    p99(latency) < 250ms ms\n                         ^',
    ],
  },
  {
    name: 'a baseline times a duration',
    edits: [['1.05 * baseline', '5ms * baseline']],
    expected: [
      's.yaml:72:42 error expect.cheaper.that: expected a plain factor such as 1.05 before the baseline; got "5ms"\n    p50(latency) <= 5ms * baseline\n                    ^',
    ],
  },
  {
    name: 'a misspelt baseline',
    edits: [['1.05 * baseline', '1.05 * basline']],
    expected: [
      's.yaml:72:49 error expect.cheaper.that: expected "baseline" after "*"; got "basline"\n    p50(latency) <= 1.05 * basline\n                           ^',
    ],
  },
  {
    name: 'an open bracket',
    edits: [['p99(latency) <', 'p99(latency <']],
    expected: ['s.yaml:70:35 error expect.slo.that: expected ")"; got "<"\n    p99(latency < 250ms\n                ^'],
  },
  {
    name: 'an unknown place',
    edits: [['that: dropped == 0, for', 'that: "dropped{city: seoul} == 0", for']],
    expected: [
      's.yaml:69:36 error expect.no-drops.that: unknown place "city"\n    dropped{city: seoul} == 0\n            ^',
    ],
  },
  {
    name: 'a place that cannot narrow',
    edits: [['that: dropped == 0, for', 'that: "dropped{region: us-central1} == 0", for']],
    expected: [
      's.yaml:69:36 error expect.no-drops.that: dropped is known by metro, not by region\n    dropped{region: us-central1} == 0\n            ^',
    ],
  },
  {
    name: 'breaks of a region',
    edits: [['that: dropped == 0', 'that: "rehashed{region: us-central1} == 0"']],
    expected: [
      's.yaml:69:37 error expect.no-drops.that: rehashed cannot be narrowed to a place; got "region"\n    rehashed{region: us-central1} == 0\n             ^',
    ],
  },
  {
    name: 'a metro without clients',
    edits: [['p99(latency) <', 'p99(latency{metro: [seoul, osaka]}) <']],
    expected: [
      's.yaml:70:50 error expect.slo.that: osaka has no clients in this scenario\n    p99(latency{metro: [seoul, osaka]}) < 250ms\n                               ^',
    ],
  },
  {
    name: 'a region without backends in an expectation',
    edits: [['p99(latency) <', 'p99(latency{region: us-east1}) <']],
    expected: [
      's.yaml:70:43 error expect.slo.that: region us-east1 holds no backend\n    p99(latency{region: us-east1}) < 250ms\n                        ^',
    ],
  },
  {
    name: 'a place given twice',
    edits: [['p99(latency) <', 'p99(latency{metro: seoul, metro: busan}) <']],
    expected: [
      's.yaml:70:49 error expect.slo.that: "metro" is given twice; use a list: metro: [a, b]\n    p99(latency{metro: seoul, metro: busan}) < 250ms\n                              ^',
    ],
  },
  {
    name: 'a selector on moved connections',
    edits: [['that: moved(established) == 0', 'that: "moved(established{metro: seoul}) == 0"']],
    expected: [
      's.yaml:71:41 error expect.stay.that: expected ")"; got "{"\n    moved(established{metro: seoul}) == 0\n                     ^',
    ],
  },
  {
    name: 'moved of something else',
    edits: [['moved(established)', 'moved(dropped)']],
    expected: [
      's.yaml:71:29 error expect.stay.that: moved measures established, not "dropped"\n    moved(dropped) == 0\n          ^',
    ],
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
