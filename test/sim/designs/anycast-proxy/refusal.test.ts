/**
 * Goal: a member refuses exactly when its workers and its backlog are taken, and what was
 * refused leaves no trace in its load.
 * Method: one member of two workers and a backlog of one, connections listed so that the fourth finds it full.
 */
import { describe, expect, it } from 'vitest';
import { runProxy } from '../../../support/proxy-bench.ts';
import { modelWith } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

describe('a full member', () => {
  const model = modelWith({
    service: {
      backends: { seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: 1_000 } },
      member: { workers: 2, backlog: 1 },
    },
  });

  it('refuses, keeps those who wait, and takes new ones when there is room', () => {
    const { endings, establishments, collector } = runProxy(model, [
      { at: 1 * SECOND, hold: 10 * SECOND },
      { at: 2 * SECOND, hold: 20 * SECOND },
      { at: 3 * SECOND, hold: 1 * SECOND },
      { at: 4 * SECOND, hold: 1 * SECOND },
      { at: 13 * SECOND, hold: 1 * SECOND },
    ]);
    expect(endings.map(({ outcome }) => outcome)).toEqual([
      'completed',
      'completed',
      'completed',
      'refused',
      'completed',
    ]);
    // The refusal comes back as soon as the request has met the member; no first byte.
    expect(endings[3]!.endedAt - endings[3]!.offeredAt).toBeLessThan(SECOND);
    expect(endings[3]).toMatchObject({ region: 'asia-northeast3', latencyUs: null });
    // The third waits for the first to close.
    expect(endings[2]!.latencyUs).toBeGreaterThan(7.9 * SECOND);
    expect(establishments.map(({ memberLoad }) => memberLoad)).toEqual([1, 2, 3, 2]);
    expect([...collector.members.refused]).toEqual([1]);
  });
});

describe('a member that dies with connections in its accept queue', () => {
  it('resets those as well, without a first byte', () => {
    const failing = modelWith({
      service: {
        backends: { seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: 1_000 } },
        member: { workers: 1, backlog: 5 },
      },
      events: [{ id: 'dead', at: '10s', fail: { member: 'seoul/0' } }],
    });
    const { endings, log } = runProxy(failing, [
      { at: 1 * SECOND, hold: 30 * SECOND },
      { at: 2 * SECOND, service: 0 },
      { at: 3 * SECOND, service: 0 },
    ]);
    expect(endings.map(({ outcome, latencyUs }) => [outcome, latencyUs !== null])).toEqual([
      ['reset', true],
      ['reset', false],
      ['reset', false],
    ]);
    expect(log[0]!.brokenCount).toBe(3);
  });
});
