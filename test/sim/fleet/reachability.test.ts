/**
 * Goal: what probes and connections meet on their way, for each setting that may not fit. Method: a table of services
 * against expected answers, for front ends of both source ranges.
 */
import { describe, expect, it } from 'vitest';
import { ANSWERS, IS_SILENT, REFUSES } from '../../../sim/fleet/answer.ts';
import { ClientLimits } from '../../../sim/fleet/client-limits.ts';
import { BREAKS, combined, GARBLES, Reachability } from '../../../sim/fleet/reachability.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

/** Answers to GFEs 0 and 1, and to probers 0 and 1: one of each source range. */
function answers(service: PlainMap): number[][] {
  const { scenario, plans } = modelWith({ service });
  const reach = new Reachability(scenario.designs[0]!.service, plans[0]!, 2);
  return [
    [reach.ofConnection(0, 0), reach.ofConnection(0, 1)],
    [reach.ofProbe(0, 0), reach.ofProbe(0, 1)],
  ];
}

const inBoth = (answer: number): number[] => [answer, answer];
const seoul = (changes: PlainMap): PlainMap => ({ backends: { seoul: changes } });
const GOOGLE_V4 = ['130.211.0.0/22', '35.191.0.0/16'];
const GOOGLE_V6 = '2600:2d00:1:1::/64';

describe('reachability', () => {
  it.each<readonly [string, PlainMap, number[], number[]]>([
    ['nothing set', {}, inBoth(ANSWERS), inBoth(ANSWERS)],
    ['no rule at all', { firewall: [] }, inBoth(IS_SILENT), inBoth(IS_SILENT)],
    ['one range only', { firewall: [{ sourceRanges: ['35.191.0.0/16'] }] }, [IS_SILENT, ANSWERS], [IS_SILENT, ANSWERS]],
    [
      'the other only',
      { firewall: [{ sourceRanges: ['130.211.0.0/22'] }] },
      [ANSWERS, IS_SILENT],
      [ANSWERS, IS_SILENT],
    ],
    ['everyone', { firewall: [{ sourceRanges: ['0.0.0.0/0'] }] }, inBoth(ANSWERS), inBoth(ANSWERS)],
    [
      'the serving port without the probed one',
      { firewall: [{ sourceRanges: GOOGLE_V4, ports: [443] }] },
      inBoth(ANSWERS),
      inBoth(IS_SILENT),
    ],
    [
      'the probed port without the serving one',
      { firewall: [{ sourceRanges: GOOGLE_V4, ports: ['1-442'] }] },
      inBoth(IS_SILENT),
      inBoth(ANSWERS),
    ],
    ['a server on the serving port', { member: { listensOn: [443] } }, inBoth(ANSWERS), inBoth(REFUSES)],
    [
      'a check that follows it',
      { member: { listensOn: [443] }, healthCheck: { port: 'USE_SERVING_PORT' } },
      inBoth(ANSWERS),
      inBoth(ANSWERS),
    ],
    [
      'a group on a port of its own',
      { ...seoul({ port: 8080 }), member: { listensOn: [8080, 80] } },
      inBoth(ANSWERS),
      inBoth(ANSWERS),
    ],
    [
      'a closed port behind a closed firewall',
      { firewall: [], member: { listensOn: [1] } },
      inBoth(IS_SILENT),
      inBoth(IS_SILENT),
    ],
    [
      'a header that nobody expects',
      { proxyHeader: 'PROXY_V1', member: { proxyHeader: 'NONE' } },
      inBoth(GARBLES),
      inBoth(ANSWERS),
    ],
    ['a header that nobody sends', { member: { proxyHeader: 'PROXY_V1' } }, inBoth(GARBLES), inBoth(ANSWERS)],
    ['a header on both sides', { proxyHeader: 'PROXY_V1' }, inBoth(ANSWERS), inBoth(ANSWERS)],
    ['SSL towards a plain server', { protocol: 'SSL', member: { speaks: 'TCP' } }, inBoth(BREAKS), inBoth(ANSWERS)],
    ['TCP towards an SSL server', { member: { speaks: 'SSL' } }, inBoth(BREAKS), inBoth(ANSWERS)],
    [
      'an SSL check that sees it',
      { protocol: 'SSL', member: { speaks: 'TCP' }, healthCheck: { type: 'SSL' } },
      inBoth(BREAKS),
      inBoth(REFUSES),
    ],
    [
      'an SSL check that is content',
      { protocol: 'SSL', healthCheck: { type: 'SSL' } },
      inBoth(ANSWERS),
      inBoth(ANSWERS),
    ],
    [
      'an SSL check without the header',
      { protocol: 'SSL', proxyHeader: 'PROXY_V1', healthCheck: { type: 'SSL' } },
      inBoth(ANSWERS),
      inBoth(REFUSES),
    ],
    [
      'an SSL check with the header',
      { protocol: 'SSL', proxyHeader: 'PROXY_V1', healthCheck: { type: 'SSL', proxyHeader: 'PROXY_V1' } },
      inBoth(ANSWERS),
      inBoth(ANSWERS),
    ],
    [
      'IPv6 only, towards IPv4 members',
      { ipAddressSelectionPolicy: 'IPV6_ONLY' },
      inBoth(IS_SILENT),
      inBoth(IS_SILENT),
    ],
    ['IPv4 only, towards IPv6 members', seoul({ ipStack: 'IPV6' }), inBoth(IS_SILENT), inBoth(IS_SILENT)],
    [
      'IPv6 only, towards members that have it, behind an IPv4 firewall',
      { ipAddressSelectionPolicy: 'IPV6_ONLY', ...seoul({ ipStack: 'DUAL' }) },
      inBoth(IS_SILENT),
      inBoth(IS_SILENT),
    ],
    [
      'the same with a rule for it',
      {
        ipAddressSelectionPolicy: 'IPV6_ONLY',
        ...seoul({ ipStack: 'IPV6' }),
        firewall: [{ sourceRanges: [GOOGLE_V6] }],
      },
      inBoth(ANSWERS),
      inBoth(ANSWERS),
    ],
    [
      'IPv6 preferred, towards IPv4 members',
      { ipAddressSelectionPolicy: 'PREFER_IPV6' },
      inBoth(ANSWERS),
      inBoth(ANSWERS),
    ],
    [
      'IPv6 preferred, and the only family that gets through',
      {
        ipAddressSelectionPolicy: 'PREFER_IPV6',
        ...seoul({ ipStack: 'DUAL' }),
        firewall: [{ sourceRanges: [GOOGLE_V6] }],
      },
      inBoth(ANSWERS),
      inBoth(ANSWERS),
    ],
  ])('%s', (_, service, connections, probes) => {
    expect(answers(service)).toEqual([connections, probes]);
  });

  it('and the member together: silence hides all, a member that is down the rest', () => {
    const table = [ANSWERS, REFUSES, IS_SILENT, GARBLES, BREAKS].map((way) =>
      [ANSWERS, REFUSES, IS_SILENT].map((member) => combined(way, member)),
    );
    expect(table).toEqual([
      [ANSWERS, REFUSES, IS_SILENT],
      [REFUSES, REFUSES, IS_SILENT],
      [IS_SILENT, IS_SILENT, IS_SILENT],
      [GARBLES, REFUSES, IS_SILENT],
      [BREAKS, REFUSES, IS_SILENT],
    ]);
  });
});

describe('a limit on connections from one address', () => {
  const { plans } = modelWith({
    service: {
      member: { perClientLimit: 2 },
      backends: {
        tokyo: { zone: 'asia-northeast1-a', members: 1, maxConnections: 9, member: { perClientLimit: 'none' } },
      },
    },
  });

  it('counts by member and address, and forgets what has ended', () => {
    const limits = new ClientLimits(plans[0]!);
    const big = 2 ** 32 - 1;
    for (let count = 0; count < 2; count++) limits.count(0, 3, big);
    expect([limits.isReached(0, 3, big), limits.isReached(0, 2, big), limits.isReached(0, 3, 0)]).toEqual([
      true,
      false,
      false,
    ]);
    limits.release(0, 3, big);
    expect(limits.isReached(0, 3, big)).toBe(false);
    limits.release(0, 3, big);
    expect(limits.isReached(0, 3, big)).toBe(false);
  });

  it('is not there where members have none', () => {
    const limits = new ClientLimits(plans[0]!);
    for (let count = 0; count < 9; count++) limits.count(1, 4, 7);
    expect(limits.isReached(1, 4, 7)).toBe(false);
  });
});
