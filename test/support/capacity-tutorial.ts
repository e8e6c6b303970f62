/**
 * Google Cloud's capacity management tutorial as a scenario: instances that answer in 380 ms, an open-loop
 * load generator near one region.
 *
 * A machine of 4 virtual CPUs is taken to have 2 cores that count (two threads a core): 2 / 380 ms = 5.3 requests a
 * second, which is the capacity that the tutorial finds. Its generator sends at even spaces, 500 connections a run;
 * runs follow one another after a pause.
 */

import { type Attempt, type Ending, runProxy } from './proxy-bench.ts';
import { modelWith, type PlainMap } from './scenario.ts';

const SECOND_US = 1_000_000;
const SERVICE_US = 380_000;
const CONNECTIONS_PER_RUN = 500;
/** Assumption: time between the last request of a run and the first of the next. */
const PAUSE_S = 10;

export interface TutorialRun {
  /** Of all requests of the run that were answered, ms. */
  readonly meanMs: number;
  readonly answered: number;
  /** Share that region 2 served. */
  readonly spilledShare: number;
}

export function tutorialRuns(
  setup: { readonly instances: number; readonly regions: 1 | 2; readonly maxRatePerGroup: number },
  perSecond: number,
  runCount: number,
): TutorialRun[] {
  const group = { members: setup.instances, maxConnections: null, maxRate: setup.maxRatePerGroup };
  const backends: PlainMap = {
    seoul: { zone: 'asia-northeast3-a', ...group },
    ...(setup.regions === 2 && { tokyo: { zone: 'asia-northeast1-a', ...group } }),
  };
  const model = modelWith({
    time: { duration: '30m' },
    world: { clients: { networksPerMetro: 1 }, catchment: 'ideal' },
    service: {
      protocol: 'HTTP',
      port: 80,
      healthCheck: { checkInterval: '60s' },
      backends,
      member: { discipline: 'workers', workers: 2, backlog: 10_000, serviceTime: `${SERVICE_US}us` },
    },
  });
  const lengthUs = Math.round((CONNECTIONS_PER_RUN / perSecond + PAUSE_S) * SECOND_US);
  const spaceUs = Math.round(SECOND_US / perSecond);
  const attempts = Array.from({ length: runCount * CONNECTIONS_PER_RUN }, (_, k): Attempt => {
    const run = Math.floor(k / CONNECTIONS_PER_RUN);
    const number = k % CONNECTIONS_PER_RUN;
    return {
      at: SECOND_US + run * lengthUs + number * spaceUs,
      choice: Math.imul(k + 1, 0x9e3779b1) >>> 0,
      flow: Math.imul(k + 1, 0x85ebca77) >>> 0,
      hold: 1,
      service: SERVICE_US,
    };
  });
  const { endings } = runProxy(model, attempts);
  return Array.from({ length: runCount }, (_, run) => {
    return summarise(endings.slice(run * CONNECTIONS_PER_RUN, (run + 1) * CONNECTIONS_PER_RUN));
  });
}

function summarise(endings: readonly Ending[]): TutorialRun {
  const answered = endings.filter(({ latencyUs }) => latencyUs !== null);
  return {
    meanMs: answered.reduce((sum, { latencyUs }) => sum + latencyUs! / 1_000, 0) / answered.length,
    answered: answered.length,
    spilledShare: endings.filter(({ region }) => region === 'asia-northeast1').length / endings.length,
  };
}
