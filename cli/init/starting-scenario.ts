/**
 * The scenario that `spillway init` starts a team with: small enough to read in a minute and to run in a few
 * seconds, large enough to spill.
 */
export const STARTING_SCENARIO = `version: 1
name: region-at-capacity
question: When Seoul is full, and when it is lost, who is sent to Tokyo, and what does it cost them?

time: { duration: 12m, warmup: 1m, interval: 10s }

world:
  extends: gcp
  clients: { metros: [seoul, busan, boston], weight: internetUsers }

# What you would configure in the cloud. spillway list regions, zones and metros know the names.
service:
  protocol: TCP
  port: 443
  backends:
    web-seoul: { zone: asia-northeast3-a, members: 8, balancingMode: CONNECTION, maxConnectionsPerInstance: 100 }
    web-tokyo: { zone: asia-northeast1-b, members: 12, balancingMode: CONNECTION, maxConnectionsPerInstance: 100 }
    web-virginia: { zone: us-east4-a, members: 8, balancingMode: CONNECTION, maxConnectionsPerInstance: 100 }
  member: { workers: 200, serviceTime: { lognormal: { mean: 20ms, p99: 120ms } } }

traffic:
  connections: { rate: 30/s, hold: { lognormal: { median: 15s, sigma: 1 } } }
  surges:
    evening: { at: 3m, metros: [seoul, busan], peak: 3x, rise: 1m, hold: 2m, decay: 1m }

designs:
  waterfall: { kind: anycastProxy, serviceLbPolicy: { loadBalancingAlgorithm: WATERFALL_BY_REGION } }

events:
  - { id: seoul-lost, at: 8m, for: 2m, fail: { region: asia-northeast3 } }

experiment: { replications: 10, seed: 42 }

expect:
  - { id: none-turned-away, that: "dropped == 0" }
  - { id: overflow-to-tokyo, that: "share(established{metro: seoul, region: asia-northeast1}) > 5%", during: evening }
  - { id: boston-untouched, that: "p99(latency{metro: boston}) < 250ms" }
`;
