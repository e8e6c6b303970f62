/** Faults in the statements of `expect`: statistics, series, conditions and bounds. */
import { COUNTABLES, intervalKeysOf } from '../../../../sim/scenario/expression/vocabulary.ts';
import { listWords } from '../../../../sim/scenario/suggest.ts';
import type { BadScenario } from './bad-scenario.ts';

const COUNTABLE = listWords(COUNTABLES, 'and');
const BY_INTERVAL = listWords(
  COUNTABLES.filter((word) => intervalKeysOf(word) !== null),
  'and',
);

export const BAD_SERIES_AND_BOUNDS: readonly BadScenario[] = [
  {
    name: 'the baseline on the left',
    edits: [['that: dropped == 0', 'that: "baseline < 5"']],
    expected: [
      's.yaml:69:28 error expect.no-drops.that: the baseline stands on the right of the comparison, alone or with a factor\n    baseline < 5\n    ^',
    ],
  },
  {
    name: 'the baseline of a named design',
    edits: [['that: dropped == 0', 'that: "p99(latency{design: spray}) <= baseline"']],
    expected: [
      's.yaml:69:59 error expect.no-drops.that: the left side names its design, and the baseline would measure the same there\n    p99(latency{design: spray}) <= baseline\n                                   ^',
    ],
  },
  {
    name: 'a gauge without a statistic',
    edits: [['that: dropped == 0', 'that: "active < 5"']],
    expected: [
      's.yaml:69:28 error expect.no-drops.that: active needs a statistic: max(active) or mean(active)\n    active < 5\n    ^',
    ],
  },
  {
    name: 'zones without a measure',
    edits: [['that: dropped == 0', 'that: "zones < 5"']],
    expected: [
      's.yaml:69:28 error expect.no-drops.that: zones needs a measure: imbalance(zones)\n    zones < 5\n    ^',
    ],
  },
  {
    name: 'a gauge by metro',
    edits: [['that: dropped == 0', 'that: "max(active{metro: seoul}) < 5"']],
    expected: [
      's.yaml:69:39 error expect.no-drops.that: active is known by region, zone, backend and design, not by metro\n    max(active{metro: seoul}) < 5\n               ^',
    ],
  },
  {
    name: 'failures by interval and metro',
    edits: [['that: dropped == 0', 'that: "max(rate(failed{metro: seoul})) < 5/s"']],
    expected: [
      's.yaml:69:44 error expect.no-drops.that: by interval, failed is known by home and design, not by metro\n    max(rate(failed{metro: seoul})) < 5/s\n                    ^',
    ],
  },
  {
    name: 'a word that is not known by interval',
    edits: [['that: dropped == 0', 'that: "max(rate(sent)) < 5/s"']],
    expected: [
      `s.yaml:69:37 error expect.no-drops.that: "sent" is not known by interval; there are ${BY_INTERVAL}\n    max(rate(sent)) < 5/s\n             ^`,
    ],
  },
  {
    name: 'a share by interval that is not known',
    edits: [['that: dropped == 0', 'that: "max(share(established)) < 5%"']],
    expected: [
      's.yaml:69:38 error expect.no-drops.that: by interval, established has a share by zone or backend only; compare two rates, such as rate(established{region: ...}) > 0.1 * rate(established)\n    max(share(established)) < 5%\n              ^',
    ],
  },
  {
    name: 'a share of spill by interval',
    edits: [['that: dropped == 0', 'that: "max(share(spilled{zone: asia-northeast3-a})) < 5%"']],
    expected: [
      's.yaml:69:38 error expect.no-drops.that: by interval, spilled has no share; compare two rates, such as rate(spilled{region: ...}) > 0.1 * rate(established)\n    max(share(spilled{zone: asia-northeast3-a})) < 5%\n              ^',
    ],
  },
  {
    name: 'a time to nothing',
    edits: [['that: dropped == 0', 'that: "time_to(active) < 5s"']],
    expected: [
      's.yaml:69:42 error expect.no-drops.that: expected a comparison: <, <=, ==, !=, >= or >; got ")"\n    time_to(active) < 5s\n                  ^',
    ],
  },
  {
    name: 'a time to a count',
    edits: [['that: dropped == 0', 'that: "time_to(dropped > 0) < 5s"']],
    expected: [
      's.yaml:69:36 error expect.no-drops.that: "dropped" is no series; there are active, capacity, utilisation, members, serviceable, seenHealthy, rate(established), share(dropped) and their like (did you mean "rate(dropped)"?)\n    time_to(dropped > 0) < 5s\n            ^',
    ],
  },
  {
    name: 'a condition on two kinds',
    edits: [['that: dropped == 0', 'that: "time_to(active > seenHealthy) < 5s"']],
    expected: [
      's.yaml:69:45 error expect.no-drops.that: a number of connections cannot be compared with a number of members\n    time_to(active > seenHealthy) < 5s\n                     ^',
    ],
  },
  {
    name: 'a condition in another unit',
    edits: [['that: dropped == 0', 'that: "time_to(active > 5s) < 5s"']],
    expected: [
      's.yaml:69:45 error expect.no-drops.that: expected a number of connections such as 0 or 10k; got "5s"\n    time_to(active > 5s) < 5s\n                     ^',
    ],
  },
  {
    name: 'a misspelt settled',
    edits: [['that: dropped == 0', 'that: "time_to(active > 5, setled) < 5s"']],
    expected: [
      's.yaml:69:48 error expect.no-drops.that: expected "settled"; got "setled" (did you mean "settled"?)\n    time_to(active > 5, setled) < 5s\n                        ^',
    ],
  },
  {
    name: 'a time without a unit',
    edits: [['that: dropped == 0', 'that: "time_to(active > 5) < 5"']],
    expected: [
      's.yaml:69:50 error expect.no-drops.that: expected a duration such as 30s; a bare 5 has no unit\n    time_to(active > 5) < 5\n                          ^',
    ],
  },
  {
    name: 'a condition on two designs',
    edits: [['that: dropped == 0', 'that: "time_to(active > active{design: spray}) < 5s"']],
    expected: [
      's.yaml:69:45 error expect.no-drops.that: a condition is of one design, which its left side names\n    time_to(active > active{design: spray}) < 5s\n                     ^',
    ],
  },
  {
    name: 'an imbalance of a single zone',
    edits: [['that: dropped == 0', 'that: "imbalance(zones{region: us-central1}) < 5%"']],
    expected: [
      's.yaml:69:27 error expect.no-drops.that: there is only one zone of "waterfall" in what this selects, and its imbalance is always 0',
    ],
  },
  {
    name: 'an imbalance of something else',
    edits: [['that: dropped == 0', 'that: "imbalance(zone) < 5%"']],
    expected: [
      's.yaml:69:38 error expect.no-drops.that: imbalance measures zones, backends or members, not "zone" (did you mean "zones"?)\n    imbalance(zone) < 5%\n              ^',
    ],
  },
  {
    name: 'a tolerance of an order',
    edits: [['that: dropped == 0', 'that: "dropped < 5 +- 1"']],
    expected: [
      's.yaml:69:40 error expect.no-drops.that: a tolerance belongs to == and !=, not to <\n    dropped < 5 +- 1\n                ^',
    ],
  },
  {
    name: 'a tolerance of nothing',
    edits: [['that: dropped == 0', 'that: "dropped == 5 +- 0"']],
    expected: [
      's.yaml:69:44 error expect.no-drops.that: a tolerance of nothing; leave it out\n    dropped == 5 +- 0\n                    ^',
    ],
  },
  {
    name: 'a shift in another unit',
    edits: [['that: dropped == 0, for: [waterfall]', 'that: "p50(latency) <= baseline + 5%"']],
    expected: [
      's.yaml:69:55 error expect.no-drops.that: expected a duration such as 250ms; got "5%"\n    p50(latency) <= baseline + 5%\n                               ^',
    ],
  },
  {
    name: 'a sum of numbers',
    edits: [['that: dropped == 0', 'that: "dropped <= 5 + 3"']],
    expected: [
      's.yaml:69:41 error expect.no-drops.that: expected the end of the statement; got "+"\n    dropped <= 5 + 3\n                 ^',
    ],
  },
  {
    name: 'a negative bound',
    edits: [['that: dropped == 0', 'that: "dropped >= -1"']],
    expected: [
      's.yaml:69:39 error expect.no-drops.that: expected a number of connections such as 0 or 10k, or a multiple of the baseline such as 1.05 * baseline; got "-"\n    dropped >= -1\n               ^',
    ],
  },
  {
    name: 'a region and a zone of another',
    edits: [['that: dropped == 0', 'that: "max(active{region: us-central1, zone: asia-northeast3-a}) < 5"']],
    expected: [
      's.yaml:69:27 error expect.no-drops.that: no backend of "waterfall" is in what this selects; use "for" to leave it out',
    ],
  },
  {
    name: 'a hold of nothing',
    edits: [['that: dropped == 0', 'that: dropped == 0, hold: 0%']],
    expected: [
      's.yaml:69:47 error expect.no-drops.hold: a share of replications is above 0% and at most 100%, such as 90%',
    ],
  },
  {
    name: 'a hold of more than all',
    edits: [['that: dropped == 0', 'that: dropped == 0, hold: 120%']],
    expected: [
      's.yaml:69:47 error expect.no-drops.hold: a share of replications is above 0% and at most 100%, such as 90%',
    ],
  },
  {
    name: 'a hold without its sign',
    edits: [['that: dropped == 0', 'that: dropped == 0, hold: 0.9']],
    expected: ['s.yaml:69:47 error expect.no-drops.hold: expected a percentage such as 95%; a bare 0.9 has no unit'],
  },
  {
    name: 'hold beside confidence',
    edits: [['confidence: 95%', 'confidence: 95%, hold: 90%']],
    expected: [
      's.yaml:70:73 error expect.slo.confidence: with "hold" replications are counted and no interval decides; leave one of the two out',
    ],
  },
  {
    name: 'a series in a window without an interval',
    edits: [['that: dropped == 0', 'that: "max(active) < 5", during: { from: 10m1s, to: 10m9s }']],
    expected: [
      's.yaml:69:27 error expect.no-drops.that: this is measured by interval, and no interval of 10s lies whole in "10m1s..10m9s"',
    ],
  },
  {
    name: 'a misspelt function',
    edits: [['that: dropped == 0', 'that: "imbalanse(zones) < 5%"']],
    expected: [
      's.yaml:69:28 error expect.no-drops.that: unknown function "imbalanse"; there are share, rate, min, mean, max, p50, p90, p99, p99.9, imbalance, peakToMean, time_to and moved (did you mean "imbalance"?)\n    imbalanse(zones) < 5%\n    ^',
    ],
  },
  {
    name: 'an empty selector',
    edits: [['that: dropped == 0', 'that: "established{} < 5"']],
    expected: [
      's.yaml:69:40 error expect.no-drops.that: expected metro, home, region, zone, backend or design; got "}"\n    established{} < 5\n                ^',
    ],
  },
  {
    name: 'a function without its argument',
    edits: [['that: dropped == 0', 'that: "time_to < 5s"']],
    expected: [
      's.yaml:69:36 error expect.no-drops.that: expected "(" after time_to; got "<"\n    time_to < 5s\n            ^',
    ],
  },
  {
    name: 'members in percent',
    edits: [['that: dropped == 0', 'that: "min(seenHealthy) >= 50%"']],
    expected: [
      's.yaml:69:48 error expect.no-drops.that: expected a number of members such as 3; got "50%"\n    min(seenHealthy) >= 50%\n                        ^',
    ],
  },
  {
    name: 'a misspelt word on the right',
    edits: [['that: dropped == 0', 'that: "established <= 2 * establshed"']],
    expected: [
      `s.yaml:69:47 error expect.no-drops.that: "establshed" cannot be counted; there are ${COUNTABLE} (did you mean "established"?)\n    established <= 2 * establshed\n                       ^`,
    ],
  },
  {
    name: 'a negative multiple',
    edits: [['that: moved(established) == 0', 'that: "established - spilled > -2 * baseline"']],
    expected: [
      's.yaml:71:48 error expect.stay.that: a factor cannot be negative\n    established - spilled > -2 * baseline\n                            ^',
    ],
  },
];
