/** Faults in `traffic`. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_TRAFFIC: readonly BadScenario[] = [
  {
    name: 'a rate without a unit',
    edits: [['rate: 40/s', 'rate: 40']],
    expected: [
      's.yaml:45:11 error traffic.connections.rate: expected a rate such as 40/s or 2k/s; a bare 40 has no unit',
    ],
  },
  {
    name: 'a size without a unit',
    edits: [['rate: 40/s', 'rate: 40/s\n    requestSize: 2048']],
    expected: [
      's.yaml:46:18 error traffic.connections.requestSize: expected a size such as 2 KiB or 1.5 MB; a bare 2048 has no unit',
    ],
  },
  {
    name: 'a size with an unknown unit',
    edits: [['rate: 40/s', 'rate: 40/s\n    responseSize: 2 KB']],
    expected: [
      's.yaml:46:19 error traffic.connections.responseSize: expected a size such as 2 KiB or 1.5 MB; got "2 KB"',
    ],
  },
  {
    name: 'a size beyond all answers',
    edits: [['rate: 40/s', 'rate: 40/s\n    responseSize: 2 TiB']],
    expected: ['s.yaml:46:19 error traffic.connections.responseSize: 2 TiB is too large: the most is 1TiB'],
  },
  {
    name: 'a rate of zero',
    edits: [['rate: 40/s', 'rate: 0/s']],
    expected: ['s.yaml:45:11 error traffic.connections.rate: the rate must be above zero'],
  },
  {
    name: 'a multiple without its sign',
    edits: [['peak: 4x', 'peak: 4']],
    expected: ['s.yaml:49:48 error traffic.surges.evening.peak: expected a multiple such as 4x; a bare 4 has no unit'],
  },
  {
    name: 'a multiple of zero',
    edits: [['peak: 4x', 'peak: 0x']],
    expected: ['s.yaml:49:48 error traffic.surges.evening.peak: the peak must be above zero'],
  },
  {
    name: 'an unknown family',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { normal: { mean: 20s } }']],
    expected: [
      's.yaml:46:13 error traffic.connections.hold.normal: unknown key; allowed here: constant, exponential, lognormal, pareto, uniform',
    ],
  },
  {
    name: 'a bare number for a distribution',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: 20']],
    expected: [
      's.yaml:46:11 error traffic.connections.hold: expected a duration such as 20ms or a distribution such as { exponential: { mean: 20ms } }; a bare 20 has no unit',
    ],
  },
  {
    name: 'two families',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { constant: 1s, exponential: { mean: 20s } }']],
    expected: [
      's.yaml:46:27 error traffic.connections.hold.exponential: expected only one of the keys constant and exponential',
    ],
  },
  {
    name: 'an unknown parameter',
    edits: [['{ median: 20s, sigma: 1 }', '{ median: 20s, sigam: 1 }']],
    expected: [
      's.yaml:46:39 error traffic.connections.hold.lognormal.sigam: unknown key; allowed here: median, mean, sigma, p99 (did you mean "sigma"?)',
    ],
  },
  {
    name: 'a lognormal with too little',
    edits: [['{ median: 20s, sigma: 1 }', '{ median: 20s }']],
    expected: ['s.yaml:46:13 error traffic.connections.hold.lognormal: a lognormal takes exactly one of sigma and p99'],
  },
  {
    name: 'a lognormal with too much',
    edits: [['{ median: 20s, sigma: 1 }', '{ median: 20s, mean: 30s, sigma: 1 }']],
    expected: [
      's.yaml:46:13 error traffic.connections.hold.lognormal: a lognormal takes exactly one of median and mean',
    ],
  },
  {
    name: 'a sigma beyond reason',
    edits: [['sigma: 1 ', 'sigma: 9 ']],
    expected: [
      's.yaml:46:46 error traffic.connections.hold.lognormal.sigma: expected a sigma of at most 5: beyond it the mean is over 250,000 medians; got 9',
    ],
  },
  {
    name: 'a uniform upside down',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { uniform: { low: 3s, high: 2s } }']],
    expected: ['s.yaml:46:39 error traffic.connections.hold.uniform.high: high (2s) must lie above low (3s)'],
  },
  {
    name: 'a pareto without a cap',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { pareto: { scale: 3s, shape: 1.2 } }']],
    expected: [
      's.yaml:46:13 error traffic.connections.hold.pareto.cap: missing; expected a duration such as 30s or 1h30m',
    ],
  },
  {
    name: 'a pareto capped below its mean',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { pareto: { mean: 3s, shape: 1.2, cap: 2s } }']],
    expected: ['s.yaml:46:50 error traffic.connections.hold.pareto.cap: the cap (2s) must lie above the mean (3s)'],
  },
  {
    name: 'a pareto with scale and mean',
    edits: [
      [
        'hold: { lognormal: { median: 20s, sigma: 1 } }',
        'hold: { pareto: { mean: 3s, scale: 1s, shape: 1.2, cap: 20s } }',
      ],
    ],
    expected: ['s.yaml:46:13 error traffic.connections.hold.pareto: a pareto takes exactly one of scale and mean'],
  },
  {
    name: 'fewer clients than networks',
    edits: [['shape: consumer', 'clients: 11']],
    expected: ['s.yaml:47:12 error traffic.clients: 11 clients are fewer than the 12 client networks'],
  },
  {
    name: 'fewer clients than networks, in a map',
    edits: [['shape: consumer', 'clients: { activity: equal, count: 11 }']],
    expected: ['s.yaml:47:38 error traffic.clients.count: 11 clients are fewer than the 12 client networks'],
  },
  {
    name: 'a text for clients',
    edits: [['shape: consumer', 'clients: many']],
    expected: [
      's.yaml:47:12 error traffic.clients: expected a whole number from 1 to 100M, such as 10 or 10k, or { count, activity, lifetime }; got "many"',
    ],
  },
  {
    name: 'an unknown key of clients',
    edits: [['shape: consumer', 'clients: { cuont: 1k }']],
    expected: [
      's.yaml:47:14 error traffic.clients.cuont: unknown key; allowed here: count, activity, lifetime (did you mean "count"?)',
    ],
  },
  {
    name: 'an unknown law of activity',
    edits: [['shape: consumer', 'clients: { activity: zipf }']],
    expected: [
      's.yaml:47:24 error traffic.clients.activity: expected equal, { zipf: { exponent } } or { lognormal: { sigma } }; got "zipf"',
    ],
  },
  {
    name: 'two laws of activity',
    edits: [['shape: consumer', 'clients: { activity: { zipf: { exponent: 1 }, lognormal: { sigma: 1 } } }']],
    expected: [
      's.yaml:47:49 error traffic.clients.activity.lognormal: expected only one of the keys zipf and lognormal',
    ],
  },
  {
    name: 'a law of activity without its parameter',
    edits: [['shape: consumer', 'clients: { activity: { zipf: {} } }']],
    expected: [
      's.yaml:47:26 error traffic.clients.activity.zipf.exponent: missing; expected a number above 0 such as 1',
    ],
  },
  {
    name: 'an exponent of zero',
    edits: [['shape: consumer', 'clients: { activity: { zipf: { exponent: 0 } } }']],
    expected: ['s.yaml:47:44 error traffic.clients.activity.zipf.exponent: expected a number above 0 such as 1; got 0'],
  },
  {
    name: 'a sigma of activity beyond reason',
    edits: [['shape: consumer', 'clients: { activity: { lognormal: { sigma: 6 } } }']],
    expected: [
      's.yaml:47:46 error traffic.clients.activity.lognormal.sigma: expected a sigma of at most 5: beyond it a few clients have nearly all; got 6',
    ],
  },
  {
    name: 'a lifetime without a unit',
    edits: [['shape: consumer', 'clients: { lifetime: 30 }']],
    expected: [
      's.yaml:47:24 error traffic.clients.lifetime: expected perpetual, a duration such as 30d or a distribution such as { exponential: { mean: 30d } }; a bare 30 has no unit',
    ],
  },
  {
    name: 'lives too short to follow',
    edits: [['shape: consumer', 'clients: { lifetime: { exponential: { mean: 1s } } }']],
    expected: [
      's.yaml:47:24 error traffic.clients.lifetime: a client stays for 1s on average; it must be at least a thousandth of the run, 1.8s',
    ],
  },
  {
    name: 'a lifetime of nothing',
    edits: [['shape: consumer', 'clients: { lifetime: 0s }']],
    expected: [
      's.yaml:47:24 error traffic.clients.lifetime: a client stays for 0s on average; it must be at least a thousandth of the run, 1.8s',
    ],
  },
  {
    name: 'a lifetime that cannot be solved',
    edits: [['shape: consumer', 'clients: { lifetime: { lognormal: { mean: 30d, p99: 20d } } }']],
    expected: [
      's.yaml:47:55 error traffic.clients.lifetime.lognormal.p99: p99 must lie above the mean; it is 0.6667 times the mean',
    ],
  },
  {
    name: 'a surge after the end',
    edits: [['at: 10m', 'at: 30m']],
    expected: ['s.yaml:49:20 error traffic.surges.evening.at: 30m is not within the run'],
  },
  {
    name: 'a surge in a metro without clients',
    edits: [['metros: [seoul], peak', 'metros: [osaka], peak']],
    expected: ['s.yaml:49:34 error traffic.surges.evening.metros.0: osaka has no clients in this scenario'],
  },
  {
    name: 'a NaN',
    edits: [['{ median: 20s, sigma: 1 }', '{ median: 20s, sigma: .nan }']],
    expected: [
      's.yaml:46:46 error traffic.connections.hold.lognormal.sigma: expected a number above 0 such as 1; got NaN',
    ],
  },
  {
    name: 'no traffic',
    edits: [
      [
        'traffic:\n  connections:\n    rate: 40/s\n    hold: { lognormal: { median: 20s, sigma: 1 } }\n  shape: consumer\n  surges:\n    evening: { at: 10m, metros: [seoul], peak: 4x, rise: 2m, hold: 8m, decay: 3m }\n',
        '',
      ],
    ],
    expected: ['s.yaml:1:1 error traffic: missing; expected a map'],
  },
];
