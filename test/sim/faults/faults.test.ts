/**
 * Goal: events reach the design at their instants and are undone when their time is over,
 * without undoing anybody else's.
 * Method: a design that only writes down what is asked of it.
 */
import { describe, expect, it } from 'vitest';
import type { FaultTarget } from '../../../sim/faults/fault-target.ts';
import { Faults } from '../../../sim/faults/faults.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import type { LogEntry } from '../../../sim/metrics/run-record.ts';
import { modelWith, type Plain, THREE_REGIONS } from '../../support/scenario.ts';

const SECOND = 1_000_000;

/** Runs the events; what was asked of the design as `<seconds> <request>`, and the log. */
function run(events: readonly Plain[]): { asked: string[]; log: readonly LogEntry[] } {
  const { scenario, plans, world } = modelWith({
    time: { duration: '10m' },
    world: { pops: ['icn', 'nrt'] },
    service: { backends: THREE_REGIONS },
    events,
  });
  const kernel = new Kernel();
  const asked: string[] = [];
  const note = (request: string, broken = 0): number => {
    asked.push(`${kernel.now / SECOND} ${request}`);
    return broken;
  };
  const target: FaultTarget = {
    failMembers: (members, way) =>
      members.length === 0 ? 0 : note(`fail ${members}${way === 'silent' ? '' : ` ${way}`}`, members.length * 10),
    recoverMembers: (members, way) =>
      members.length === 0
        ? 0
        : note(`recover ${members}${{ silent: '', refusing: ' refusing', all: ' all' }[way ?? 'all']}`),
    degradeMembers: (members, { errorShare, slowdown, passesProbes }) =>
      note(`degrade ${members} ${errorShare} ${slowdown} ${passesProbes}`),
    endDegradation: (members, { errorShare }) => note(`restore ${members} ${errorShare}`),
    failBalancers: (balancers, way) => (balancers.length === 0 ? 0 : note(`fail balancer ${balancers} ${way}`)),
    recoverBalancers: (balancers, way) =>
      balancers.length === 0 ? 0 : note(`recover balancer ${balancers} ${way ?? 'all'}`),
    failTiers: (servers, way) => (servers.length === 0 ? 0 : note(`fail tier ${servers} ${way}`, 4)),
    recoverTiers: (servers, way) => (servers.length === 0 ? 0 : note(`recover tier ${servers} ${way ?? 'all'}`)),
    drainTiers: (servers) => (servers.length === 0 ? 0 : note(`drain tier ${servers}`)),
    undrainTiers: (servers) => (servers.length === 0 ? 0 : note(`undrain tier ${servers}`)),
    degradeTiers: (servers, { slowdown }) => (servers.length === 0 ? 0 : note(`slow tier ${servers} ${slowdown}`)),
    endTierDegradation: (servers) => (servers.length === 0 ? 0 : note(`restore tier ${servers}`)),
    cutOff: (members, balancers) => note(`cut ${members} from ${balancers}`),
    endCutOff: (members, balancers) => note(`join ${members} to ${balancers}`),
    failPop: (pop) => note(`fail pop ${world.pops[pop]!.id}`, 3),
    recoverPop: (pop, all) => note(`recover pop ${world.pops[pop]!.id}${all ? ' all' : ''}`),
    withdrawPop: (pop) => note(`withdraw ${world.pops[pop]!.id}`),
    announcePop: (pop, all) => note(`announce ${world.pops[pop]!.id}${all ? ' all' : ''}`),
    failMaglevs: (machines) => (machines.length === 0 ? 0 : note(`fail maglev ${machines}`, 7)),
    recoverMaglevs: (machines, all) =>
      machines.length === 0 ? 0 : note(`recover maglev ${machines}${all ? ' all' : ''}`),
    failGfes: (gfes) => (gfes.length === 0 ? 0 : note(`fail gfe ${gfes}`, 5)),
    recoverGfes: (gfes, all) => (gfes.length === 0 ? 0 : note(`recover gfe ${gfes}${all ? ' all' : ''}`)),
    drainGfes: (gfes) => (gfes.length === 0 ? 0 : note(`drain gfe ${gfes}`)),
    undrainGfes: (gfes) => (gfes.length === 0 ? 0 : note(`undrain gfe ${gfes}`)),
    weighGfes: (gfes, weight) => (gfes.length === 0 ? 0 : note(`weigh gfe ${gfes} at ${weight}`)),
    failSecondLayer: (gfes) => (gfes.length === 0 ? 0 : note(`fail second ${gfes}`, 2)),
    recoverSecondLayer: (gfes, all) => (gfes.length === 0 ? 0 : note(`recover second ${gfes}${all ? ' all' : ''}`)),
    drainSecondLayer: (gfes) => (gfes.length === 0 ? 0 : note(`drain second ${gfes}`)),
    undrainSecondLayer: (gfes) => (gfes.length === 0 ? 0 : note(`undrain second ${gfes}`)),
    beginRollout: ({ steps }, noteStep) => {
      noteStep('first step');
      note(`rollout ${steps.length}`);
      return true;
    },
    beginAttack: ({ happening, aim }) => {
      note(`attack with ${happening.kind} ${aim === null ? 'all' : aim.members}`);
      return 'attacked';
    },
    endAttack: ({ happening }) => {
      note(`end of ${happening.kind}`);
      return 'over';
    },
    pushFirewall: (_mask, members, isBlocked) =>
      note(`${isBlocked ? 'block' : 'let in'} at ${members}`, members.length),
    spoilCertificates: (members) => note(`spoil ${members}`) === 0,
    renewCertificates: (members) => {
      note(`renew ${members}`);
    },
    loseNames: (members) => note(`lose names ${members}`) === 0,
    restoreNames: (members) => {
      note(`restore names ${members}`);
    },
    scanPorts: (connections) => ({ answeredCount: connections, gfeCount: note(`scan ${connections}`, 5), popCount: 2 }),
    pushProtocol: (protocol, unreachable) => {
      note(`push ${protocol} ${unreachable / SECOND}`);
      return 'changed';
    },
    recreateRule: (dnsTtl) => note(`recreate ${dnsTtl / SECOND}`, 11),
    drainBackends: (backends) => (backends.length === 0 ? 0 : note(`drain ${backends}`)),
    undrainBackends: (backends) => (backends.length === 0 ? 0 : note(`undrain ${backends}`)),
    scaleBackends: (backends, scalerOf) =>
      backends.reduce((sum, backend) => sum + note(`scale ${backend} to ${scalerOf(backend)}`), 0),
    resizeBackend: (backend, count, startup) => note(`resize ${backend} to ${count} in ${startup}`),
    updateBackends: (backends) => note(`update ${backends}`),
    detachBackends: (backends) => (backends.length === 0 ? 0 : note(`detach ${backends}`)),
    attachBackends: (backends, all) => (backends.length === 0 ? 0 : note(`attach ${backends}${all ? ' all' : ''}`)),
  };
  const streams = new RandomStreams('faults', 0);
  const faults = new Faults(scenario.events, scenario.designs[0]!, plans[0]!, world, kernel, target, streams);
  kernel.run(scenario.time.duration as never, NO_ARRIVALS, UNATTENDED);
  return { asked, log: faults.log };
}

describe('an event', () => {
  it.each([
    [{ fail: { backend: 'tokyo' }, for: '20s' }, ['10 fail 4,5,6,7', '30 recover 4,5,6,7']],
    [{ fail: { backend: 'tokyo' } }, ['10 fail 4,5,6,7']],
    [{ scan: { connections: 40 } }, ['10 scan 40']],
    [{ recreate: { dnsTtl: '3s' } }, ['10 recreate 3']],
    [{ push: { protocol: 'SSL' } }, ['10 push SSL 180']],
    [{ attack: { synFlood: '1M/s' }, for: '20s' }, []],
    [{ fail: { member: 'tokyo/1', as: 'refusing' }, for: '20s' }, ['10 fail 5 refusing', '30 recover 5 refusing']],
    [
      { degrade: { member: 'tokyo/1', errorShare: '30%', slowdown: '5x', probes: 'fail' }, for: '20s' },
      ['10 degrade 5 0.3 5 false', '30 restore 5 0.3'],
    ],
    [{ fail: { pop: 'nrt' }, for: '20s' }, ['10 fail pop nrt', '30 recover pop nrt']],
    [{ recover: { backend: 'tokyo' } }, ['10 recover 4,5,6,7 all']],
    [{ fail: { secondLayer: 'asia-northeast3/2' }, for: '20s' }, ['10 fail second 8', '30 recover second 8']],
    [{ recover: { secondLayer: 'asia-northeast3/2' } }, ['10 recover second 8 all']],
    [{ drain: { secondLayer: 'asia-northeast3/2' }, for: '20s' }, ['10 drain second 8', '30 undrain second 8']],
    [{ recover: { pop: 'nrt' } }, ['10 recover pop nrt all']],
    [{ withdraw: { pop: 'icn' }, for: '20s' }, ['10 withdraw icn', '30 announce icn']],
    [{ announce: { pop: 'icn' } }, ['10 announce icn all']],
    [{ drain: { region: 'asia-northeast3' }, for: '20s' }, ['10 drain 0', '30 undrain 0']],
    [{ scale: { backend: 'tokyo', capacityScaler: 0 }, for: '20s' }, ['10 scale 1 to 0', '30 scale 1 to null']],
    [{ fail: { maglev: 'icn/2' }, for: '20s' }, ['10 fail maglev 2', '30 recover maglev 2']],
    [{ recover: { maglev: 'nrt/*' } }, ['10 recover maglev 4,5,6,7 all']],
    [{ fail: { gfe: ['icn/0', 'nrt/0'] }, for: '20s' }, ['10 fail gfe 0,8', '30 recover gfe 0,8']],
    [{ recover: { gfe: 'icn/0' } }, ['10 recover gfe 0 all']],
    [{ drain: { gfe: 'icn/3' }, for: '20s' }, ['10 drain gfe 3', '30 undrain gfe 3']],
    [
      { scale: { gfe: ['icn/0', 'icn/1'], weight: '50%' }, for: '20s' },
      ['10 weigh gfe 0,1 at 0.5', '30 weigh gfe 0,1 at null'],
    ],
  ] as readonly (readonly [Plain, string[]])[])('%j', (event, asked) => {
    expect(run([{ id: 'e', at: '10s', ...(event as object) }]).asked).toEqual(asked);
  });

  it('is logged with what it broke, at its beginning and at its end', () => {
    const { log } = run([{ id: 'e', at: '10s', for: '20s', fail: { region: ['asia-northeast1', 'asia-northeast3'] } }]);
    expect(log).toEqual([
      { atUs: 10 * SECOND, eventId: 'e', what: 'fail region asia-northeast1, asia-northeast3', brokenCount: 80 },
      { atUs: 30 * SECOND, eventId: 'e', what: 'end of fail region asia-northeast1, asia-northeast3', brokenCount: 0 },
    ]);
  });
});

describe('events of one instant', () => {
  it('happen in the order in which they are written', () => {
    const { asked } = run([
      { id: 'b', at: '10s', drain: { backend: 'tokyo' } },
      { id: 'a', at: '10s', drain: { backend: 'oregon' } },
      { id: 'c', at: '5s', drain: { backend: 'seoul' } },
    ]);
    expect(asked).toEqual(['5 drain 0', '10 drain 1', '10 drain 2']);
  });
});

describe('the end of an event', () => {
  it('does not end a later fault of what was recovered in between', () => {
    const { asked } = run([
      { id: 'first', at: '10s', for: '100s', fail: { backend: ['seoul', 'tokyo'] } },
      { id: 'repair', at: '20s', recover: { backend: 'seoul' } },
      { id: 'again', at: '30s', fail: { backend: 'seoul' } },
    ]);
    expect(asked).toEqual([
      '10 fail 0,1,2,3,4,5,6,7',
      '20 recover 0,1,2,3 all',
      '30 fail 0,1,2,3',
      '110 recover 4,5,6,7',
    ]);
  });

  it('does not end a later withdrawal of what was announced in between', () => {
    const { asked } = run([
      { id: 'first', at: '10s', for: '100s', withdraw: { pop: 'icn' } },
      { id: 'back', at: '20s', announce: { pop: 'icn' } },
      { id: 'again', at: '30s', withdraw: { pop: 'icn' } },
    ]);
    expect(asked).toEqual(['10 withdraw icn', '20 announce icn all', '30 withdraw icn']);
  });

  it('gives a backend the scaler of the event that is still in force, not the configured one', () => {
    const { asked } = run([
      { id: 'off', at: '10s', scale: { backend: 'tokyo', capacityScaler: 0 } },
      { id: 'half', at: '20s', for: '100s', scale: { region: 'asia-northeast*', capacityScaler: 0.5 } },
      { id: 'most', at: '50s', for: '10s', scale: { backend: 'tokyo', capacityScaler: 0.9 } },
    ]);
    expect(asked).toEqual([
      '10 scale 1 to 0',
      '20 scale 0 to 0.5',
      '20 scale 1 to 0.5',
      '50 scale 1 to 0.9',
      '60 scale 1 to 0.5',
      '120 scale 0 to null',
      '120 scale 1 to 0',
    ]);
  });
});
