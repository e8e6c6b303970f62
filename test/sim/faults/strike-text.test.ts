/**
 * Goal: the log of a design names nothing that the design lacks, and says where it has
 * nothing of what an event strikes.
 * Method: designs of unlike sizes and kinds under one event for each kind of target; the log of each run, whole.
 */
import { expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { simulate } from '../../../sim/simulate.ts';
import { modelWith, type PlainMap, THREE_REGIONS } from '../../support/scenario.ts';

const NONE = 'this design has none of those named';
const AT_ONCE = { delay: '0s', spread: '0s' };
const DESIGNS: PlainMap = {
  proxy: { kind: 'anycastProxy', propagation: AT_ONCE, edge: { gfes: 8 } },
  small: {
    kind: 'anycastProxy',
    propagation: AT_ONCE,
    edge: { gfes: 2, maglevMachines: 1 },
    secondLayer: { gfesPerRegion: 1 },
    service: { backends: { seoul: { members: 2 }, oregon: null } },
  },
  forum: { kind: 'redirect', balancers: { count: 3 } },
  tiers: { kind: 'chain', tiers: { nginx: { kind: 'eventDriven', servers: 2 } } },
};

/** What each design's log says of one event that lasts from 10 s to 20 s. */
function logsOf(event: PlainMap): Record<string, readonly string[]> {
  const model = modelWith({
    time: { duration: '25s', interval: '5s' },
    world: { pops: ['icn', 'nrt', 'lax'] },
    service: { backends: THREE_REGIONS },
    designs: DESIGNS,
    events: [{ id: 'it', at: '10s', for: '10s', ...event }],
  });
  const ids = model.scenario.designs.map(({ id }) => id);
  return Object.fromEntries(
    ids.map((id, index) => [id, simulate(model, index, 0, UNATTENDED).log.map(({ what }) => what)]),
  );
}

const both = (what: string, more = ''): readonly string[] => [`${what}${more}`, `end of ${what}`];

it.each<[string, PlainMap, Record<string, readonly string[]>]>([
  [
    'members',
    { fail: { member: ['seoul/1', 'seoul/3', 'oregon/0'], as: 'refusing' } },
    {
      proxy: both('fail member seoul/1, seoul/3, oregon/0', ' as refusing'),
      small: both('fail member seoul/1', ' as refusing'),
    },
  ],
  ['regions', { drain: { region: ['asia-northeast1', 'us-west1'] } }, { small: both('drain region asia-northeast1') }],
  ['zones', { fail: { zone: 'us-west1-a' } }, { proxy: both('fail zone us-west1-a'), small: [`fail zone: ${NONE}`] }],
  [
    'backends',
    { scale: { backend: ['seoul', 'oregon'], members: 3 } },
    { tiers: both('scale backend seoul, oregon', ' members 3'), small: both('scale backend seoul', ' members 3') },
  ],
  ['PoPs', { fail: { pop: 'icn' } }, { small: both('fail pop icn'), forum: [`fail pop: ${NONE}`] }],
  [
    'Maglev machines',
    { fail: { maglev: ['icn/0', 'icn/3'] } },
    { small: both('fail maglev icn/0'), tiers: [`fail maglev: ${NONE}`] },
  ],
  [
    'GFEs',
    { drain: { gfe: ['icn/1', 'nrt/7'] } },
    { proxy: both('drain gfe icn/1, nrt/7'), small: both('drain gfe icn/1') },
  ],
  [
    'second-layer GFEs',
    { fail: { secondLayer: ['asia-northeast3/0', 'asia-northeast3/1'] } },
    { small: both('fail secondLayer asia-northeast3/0'), forum: [`fail secondLayer: ${NONE}`] },
  ],
  [
    'balancers',
    { fail: { balancer: ['lb1', 'lb3'] } },
    { forum: both('fail balancer lb1, lb3'), proxy: [`fail balancer: ${NONE}`] },
  ],
  [
    'servers of tiers',
    { drain: { tier: 'us-west1/nginx/1' } },
    { tiers: both('drain tier us-west1/nginx/1'), forum: [`drain tier: ${NONE}`] },
  ],
  [
    'a partition, of members and balancers',
    { partition: { member: 'seoul/2', from: ['lb1'] } },
    { forum: both('partition member seoul/2', ' from lb1'), proxy: [`partition member: ${NONE}`] },
  ],
])('names what a design has: %s', (_kind, event, expected) => {
  expect(logsOf(event)).toMatchObject(expected);
});
