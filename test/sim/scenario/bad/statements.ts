/** Faults in the statements of `expect`: words and selectors. */
import { COUNTABLES } from '../../../../sim/scenario/expression/vocabulary.ts';
import { listWords } from '../../../../sim/scenario/suggest.ts';
import type { BadScenario } from './bad-scenario.ts';

const COUNTABLE = listWords(COUNTABLES, 'and');

export const BAD_STATEMENTS: readonly BadScenario[] = [
  {
    name: 'a misspelt countable',
    edits: [['that: dropped == 0', 'that: droped == 0']],
    expected: [
      `s.yaml:69:27 error expect.no-drops.that: "droped" cannot be counted; there are ${COUNTABLE} (did you mean "dropped"?)\n    droped == 0\n    ^`,
    ],
  },
  {
    name: 'a function that is not there',
    edits: [['p99(latency) <', 'q99(latency) <']],
    expected: [
      's.yaml:70:23 error expect.slo.that: unknown function "q99"; there are share, rate, min, mean, max, p50, p90, p99, p99.9, imbalance, peakToMean, time_to and moved (did you mean "p99"?)\n    q99(latency) < 250ms\n    ^',
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
    name: 'an open bracket',
    edits: [['p99(latency) <', 'p99(latency <']],
    expected: ['s.yaml:70:35 error expect.slo.that: expected ")"; got "<"\n    p99(latency < 250ms\n                ^'],
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
    name: 'moved of something else',
    edits: [['moved(established)', 'moved(dropped)']],
    expected: [
      's.yaml:71:29 error expect.stay.that: moved measures established, not "dropped"\n    moved(dropped) == 0\n          ^',
    ],
  },
  {
    name: 'a maximum of a count',
    edits: [['p99(latency) < 250ms', 'max(dropped) < 1/s']],
    expected: [
      's.yaml:70:27 error expect.slo.that: max measures latency or a series (active, capacity, utilisation, members, serviceable, seenHealthy, rate(established), share(dropped)), not "dropped" (did you mean "rate(dropped)"?)\n    max(dropped) < 1/s\n        ^',
    ],
  },
  {
    name: 'a percentile of a count',
    edits: [['p99(latency) <', 'p99(dropped) <']],
    expected: [
      's.yaml:70:27 error expect.slo.that: p99 measures latency or a series (active, capacity, utilisation, members, serviceable, seenHealthy, rate(established), share(dropped)), not "dropped" (did you mean "rate(dropped)"?)\n    p99(dropped) < 250ms\n        ^',
    ],
  },
  {
    name: 'a share of a time',
    edits: [['that: dropped == 0', 'that: share(latency) == 0']],
    expected: [
      `s.yaml:69:33 error expect.no-drops.that: "latency" cannot be counted; there are ${COUNTABLE}\n    share(latency) == 0\n          ^`,
    ],
  },
  {
    name: 'a misspelt latency',
    edits: [['p99(latency) < 250ms', 'max(lateny) < 250ms']],
    expected: [
      's.yaml:70:27 error expect.slo.that: max measures latency or a series (active, capacity, utilisation, members, serviceable, seenHealthy, rate(established), share(dropped)), not "lateny" (did you mean "latency"?)\n    max(lateny) < 250ms\n        ^',
    ],
  },
  {
    name: 'a baseline times a duration',
    edits: [['1.05 * baseline', '5ms * baseline']],
    expected: [
      's.yaml:72:42 error expect.cheaper.that: expected a plain factor such as 1.05; got "5ms"\n    p50(latency) <= 5ms * baseline\n                    ^',
    ],
  },
  {
    name: 'a misspelt baseline',
    edits: [['1.05 * baseline', '1.05 * basline']],
    expected: [
      `s.yaml:72:49 error expect.cheaper.that: "basline" cannot be counted; there are ${COUNTABLE} (did you mean "baseline"?)\n    p50(latency) <= 1.05 * basline\n                           ^`,
    ],
  },
  {
    name: 'an unknown selector',
    edits: [['that: dropped == 0, for', 'that: "dropped{city: seoul} == 0", for']],
    expected: [
      's.yaml:69:36 error expect.no-drops.that: unknown selector "city"; there are metro, home and design here\n    dropped{city: seoul} == 0\n            ^',
    ],
  },
  {
    name: 'a misspelt selector',
    edits: [['that: dropped == 0, for', 'that: "dropped{metr: seoul} == 0", for']],
    expected: [
      's.yaml:69:36 error expect.no-drops.that: unknown selector "metr"; there are metro, home and design here (did you mean "metro"?)\n    dropped{metr: seoul} == 0\n            ^',
    ],
  },
  {
    name: 'a place that cannot narrow',
    edits: [['that: dropped == 0, for', 'that: "dropped{region: us-central1} == 0", for']],
    expected: [
      's.yaml:69:36 error expect.no-drops.that: dropped is known by metro, home and design, not by region\n    dropped{region: us-central1} == 0\n            ^',
    ],
  },
  {
    name: 'breaks of a metro',
    edits: [['that: dropped == 0', 'that: "rehashed{metro: seoul} == 0"']],
    expected: [
      's.yaml:69:37 error expect.no-drops.that: rehashed is known by region, zone, backend and design, not by metro\n    rehashed{metro: seoul} == 0\n             ^',
    ],
  },
  {
    name: 'moved connections of a metro',
    edits: [['that: moved(established) == 0', 'that: "moved(established{metro: seoul}) == 0"']],
    expected: [
      's.yaml:71:42 error expect.stay.that: moved(established) is known by region, zone, backend and design, not by metro\n    moved(established{metro: seoul}) == 0\n                      ^',
    ],
  },
  {
    name: 'a zone without backends in an expectation',
    edits: [['that: dropped == 0', 'that: "established{zone: asia-northeast3-c} == 0"']],
    expected: [
      's.yaml:69:46 error expect.no-drops.that: zone asia-northeast3-c holds no backend (did you mean "asia-northeast3-a"?)\n    established{zone: asia-northeast3-c} == 0\n                      ^',
    ],
  },
  {
    name: 'a misspelt zone in an expectation',
    edits: [['that: dropped == 0', 'that: "established{zone: asia-northeast3-q} == 0"']],
    expected: [
      's.yaml:69:46 error expect.no-drops.that: unknown zone "asia-northeast3-q" (did you mean "asia-northeast3-a"?)\n    established{zone: asia-northeast3-q} == 0\n                      ^',
    ],
  },
  {
    name: 'a misspelt backend in an expectation',
    edits: [['that: dropped == 0', 'that: "established{backend: web-seol} == 0"']],
    expected: [
      's.yaml:69:49 error expect.no-drops.that: unknown backend "web-seol" (did you mean "web-seoul"?)\n    established{backend: web-seol} == 0\n                         ^',
    ],
  },
  {
    name: 'a misspelt outcome',
    edits: [['that: dropped == 0', 'that: "offered{outcome: droped} == 0"']],
    expected: [
      's.yaml:69:45 error expect.no-drops.that: unknown outcome "droped" (did you mean "dropped"?)\n    offered{outcome: droped} == 0\n                     ^',
    ],
  },
  {
    name: 'a misspelt cause',
    edits: [['that: dropped == 0', 'that: "broken{cause: memberlost} == 0"']],
    expected: [
      's.yaml:69:42 error expect.no-drops.that: unknown cause of a break "memberlost" (did you mean "memberLost"?)\n    broken{cause: memberlost} == 0\n                  ^',
    ],
  },
  {
    name: 'a misspelt design in a statement',
    edits: [['that: dropped == 0, for: [waterfall]', 'that: "p99(latency{design: sprey}) < 1s"']],
    expected: [
      's.yaml:69:48 error expect.no-drops.that: unknown compared design "sprey" (did you mean "spray"?)\n    p99(latency{design: sprey}) < 1s\n                        ^',
    ],
  },
  {
    name: 'a quantity of two designs',
    edits: [['that: dropped == 0, for: [waterfall]', 'that: "p99(latency{design: [spray, waterfall]}) < 1s"']],
    expected: [
      's.yaml:69:48 error expect.no-drops.that: a quantity is of one design; got a list\n    p99(latency{design: [spray, waterfall]}) < 1s\n                        ^',
    ],
  },
  {
    name: 'a quantity of a pattern of designs',
    edits: [['that: dropped == 0, for: [waterfall]', 'that: "p99(latency{design: *a*}) < 1s"']],
    expected: [
      's.yaml:69:48 error expect.no-drops.that: a quantity is of one design; got waterfall and spray\n    p99(latency{design: *a*}) < 1s\n                        ^',
    ],
  },
  {
    name: 'for beside named designs',
    edits: [['that: dropped == 0', 'that: "p99(latency{design: spray}) < 1s"']],
    expected: [
      's.yaml:69:63 error expect.no-drops.for: every quantity names its design, which leaves nothing to choose',
    ],
  },
  {
    name: 'latency by clients and by servers',
    edits: [['that: dropped == 0', 'that: "p99(latency{metro: seoul, zone: asia-northeast3-a}) < 1s"']],
    expected: [
      's.yaml:69:32 error expect.no-drops.that: latency is known by metro, home and region, or by zone and backend, not by both\n    p99(latency{metro: seoul, zone: asia-northeast3-a}) < 1s\n        ^',
    ],
  },
  {
    name: 'a share of an outcome by backend',
    edits: [['that: dropped == 0', 'that: "share(refused{backend: web-iowa}) < 1%"']],
    expected: [
      's.yaml:69:34 error expect.no-drops.that: only established and breaks have a share by zone or backend; write refused{...} / sent{...}\n    share(refused{backend: web-iowa}) < 1%\n          ^',
    ],
  },
  {
    name: 'a ratio of two kinds',
    edits: [['that: dropped == 0', 'that: "established / p50(latency) < 1"']],
    expected: [
      's.yaml:69:40 error expect.no-drops.that: a ratio is of two quantities of one kind, not of a number of connections and a latency\n    established / p50(latency) < 1\n                ^',
    ],
  },
  {
    name: 'a comparison of two kinds',
    edits: [['that: dropped == 0', 'that: "established < p50(latency)"']],
    expected: [
      's.yaml:69:42 error expect.no-drops.that: a number of connections cannot be compared with a latency\n    established < p50(latency)\n                  ^',
    ],
  },
];
