/**
 * A scenario that runs in a fraction of a second, as text: two metros, three backends, two designs, a surge
 * that spills and a lost region.
 */

export interface SmallScenario {
  readonly name?: string;
  readonly replications?: number;
  readonly duration?: string;
  /** Lines of the `expect` list, without the dash. */
  readonly expect?: readonly string[];
}

export function smallScenario({
  name = 'small',
  replications = 2,
  duration = '2m',
  expect = [],
}: SmallScenario = {}): string {
  return `version: 1
name: ${name}
question: Who is sent to Tokyo when Seoul is full?
time: { duration: ${duration}, warmup: 10s, interval: 5s }
world:
  extends: gcp
  clients: { metros: [seoul, boston], weight: equal }
service:
  protocol: TCP
  port: 443
  backends:
    web-seoul: { zone: asia-northeast3-a, members: 4, maxConnectionsPerInstance: 25 }
    web-tokyo: { zone: asia-northeast1-a, members: 8, maxConnectionsPerInstance: 25 }
    web-iowa: { zone: us-central1-a, members: 8, maxConnectionsPerInstance: 25 }
  member: { workers: 100, serviceTime: 10ms }
traffic:
  connections: { rate: 30/s, hold: { exponential: { mean: 4s } } }
  surges:
    evening: { at: 30s, metros: [seoul], peak: 4x, rise: 10s, hold: 20s, decay: 10s }
designs:
  waterfall: { kind: anycastProxy, serviceLbPolicy: { loadBalancingAlgorithm: WATERFALL_BY_REGION }, edge: { tableSize: 1021 } }
  spray: { extends: waterfall, serviceLbPolicy: { loadBalancingAlgorithm: SPRAY_TO_WORLD } }
events:
  - { id: lost, at: 90s, for: 20s, fail: { region: asia-northeast3 } }
experiment: { baseline: waterfall, replications: ${replications}, seed: 42 }
${expect.length === 0 ? '' : `expect:\n${expect.map((item) => `  - ${item}\n`).join('')}`}`;
}
