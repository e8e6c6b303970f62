/**
 * Worked examples of network tiers, by their ids in the collection of examples.
 *
 * Goal: the figures of the example. Method: single long connections from Seoul.
 */
import { describe, expect, it } from 'vitest';
import { attemptsEvery, runProxy } from '../../support/proxy-bench.ts';
import { modelWith } from '../../support/scenario.ts';

const SECOND = 1_000_000;

describe('network tiers by example', () => {
  it('DER-13: Standard with a capacity of 100 and a demand of 150 puts 150 there and none across regions', () => {
    const model = modelWith({
      service: {
        loadBalancingScheme: 'EXTERNAL',
        networkTier: 'STANDARD',
        region: 'asia-northeast3',
        backends: { seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 100 } },
      },
      // Another design's backend: the region is there, and nobody goes.
      designs: {
        premium: {
          kind: 'anycastProxy',
          service: {
            loadBalancingScheme: 'EXTERNAL_MANAGED',
            networkTier: 'PREMIUM',
            region: null,
            backends: { tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 100 } },
          },
        },
      },
    });
    const attempts = attemptsEvery(SECOND / 10, SECOND, 150, { hold: 300 * SECOND });
    const { endings, collector } = runProxy(model, attempts);
    expect(endings.filter(({ region }) => region === 'asia-northeast3')).toHaveLength(150);
    expect([...collector.home.spilledOut].reduce((sum, count) => sum + count, 0)).toBe(0);
    const premium = runProxy(model, attempts, 1);
    expect(premium.endings.filter(({ region }) => region === 'asia-northeast1')).toHaveLength(50);
  });
});
