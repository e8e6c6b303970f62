/**
 * Goal: the normalised scenario is the scenario: it loads back to the same, and says everything.
 * Method: sound files, and files with random overrides, through YAML text and back; the normalised form of
 * the normalised form is itself.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { scenarioHashInput, setupHashInputs } from '../../../sim/scenario/scenario-hash-input.ts';
import { edited, GOOD_FILES, goodText, load, loadSound } from './fixtures.ts';

function normalisedText(text: string, overrides: readonly string[] = []): string {
  const result = load(text, overrides);
  if (!result.ok) throw new Error(result.problems[0]!.message);
  return stringify(result.normalised);
}

describe('round trip', () => {
  it.each(GOOD_FILES)('%s', (file) => {
    const once = normalisedText(goodText(file));
    expect(loadSound(once)).toEqual(loadSound(goodText(file)));
    expect(normalisedText(once)).toBe(once);
    // A default that is written out is no setting that somebody thought would do something.
    const again = load(once);
    expect(again.ok && again.warnings).toEqual([]);
  });

  it('whatever the values', () => {
    const seconds = fc.integer({ min: 1, max: 400_000_000 }).map((us) => `${us}us`);
    const distribution = fc.oneof(
      seconds,
      seconds.map((mean) => `{ exponential: { mean: ${mean} } }`),
      fc
        .double({ min: 1.01, max: 14.9, noNaN: true })
        .map((ratio) => `{ lognormal: { mean: 1s, p99: ${ratio.toFixed(6)}s } }`),
      fc
        .double({ min: 1.01, max: 1e4, noNaN: true })
        .map((ratio) => `{ lognormal: { median: 1s, p99: ${ratio.toFixed(6)}s } }`),
      fc
        .double({ min: 0.3, max: 4, noNaN: true })
        .map((shape) => `{ pareto: { mean: 1s, shape: ${shape.toFixed(6)}, cap: 1h } }`),
    );
    const override = fc.oneof(
      distribution.map((text) => `traffic.connections.hold=${text}`),
      distribution.map((text) => `service.member.serviceTime=${text}`),
      distribution.map((text) => `designs.second.service.backends.neg.member.serviceTime=${text}`),
      fc.integer({ min: 1, max: 100_000 }).map((rate) => `traffic.connections.rate=${rate}/h`),
      fc.double({ min: 0.01, max: 99, noNaN: true }).map((peak) => `traffic.surges.rush.peak=${peak.toFixed(9)}x`),
      fc.integer({ min: 100, max: 1_000 }).map((tenths) => `service.backends.group.capacityScaler=${tenths / 10}%`),
      fc.integer({ min: 0, max: 10_079 }).map((minute) => {
        const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][Math.floor(minute / 1_440)];
        const [hour, rest] = [Math.floor((minute % 1_440) / 60), minute % 60];
        return `time.startsAt=${day} ${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
      }),
      fc.constantFrom(
        'designs.first.service.backends.neg=null',
        'service.member.discipline=null',
        'experiment.baseline=third',
      ),
    );
    const text = goodText('every-key.yaml');
    fc.assert(
      fc.property(
        fc.uniqueArray(override, { minLength: 1, maxLength: 5, selector: (set) => set.split('=')[0] }),
        (overrides) => {
          const result = load(text, overrides);
          // Deleting the NEG leaves an expectation nothing to find; a heavy tail can ask for a scale below a
          // microsecond: refused, and rightly.
          fc.pre(result.ok);
          expect(loadSound(stringify(result.normalised))).toEqual(result.scenario);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('hash input', () => {
  const text = goodText('region-at-capacity.yaml');

  it('does not see layout, comments, units or the order of keys', () => {
    const reordered = edited(
      text,
      ['  duration: 30m\n  warmup: 2m\n', '  warmup: 120s # two minutes\n  duration: 0.5h\n'],
      ['kind: anycastProxy', 'kind: anycastProxy\n    connectTimeout: 5s'],
    );
    expect(scenarioHashInput(loadSound(reordered))).toBe(scenarioHashInput(loadSound(text)));
  });

  it.each(['experiment.seed=43', 'traffic.connections.rate=41/s', 'designs.spray.edge.gfes=9', 'events.bgp.at=27m'])(
    'sees %s',
    (override) => {
      expect(scenarioHashInput(loadSound(text, [override]))).not.toBe(scenarioHashInput(loadSound(text)));
    },
  );

  it('is canonical JSON', () => {
    const input = scenarioHashInput(loadSound(text));
    expect(JSON.parse(input)).toEqual(loadSound(text));
    expect(input.slice(0, 44)).toBe('{"answer":null,"designs":[{"connectTimeout":');
  });
});

describe('setup', () => {
  const text = goodText('region-at-capacity.yaml');
  const whole = setupHashInputs(loadSound(text));

  function changedBy(override: string): string[] {
    const changed = setupHashInputs(loadSound(text, [override]));
    expect(changed.map(({ part }) => part)).toEqual(whole.map(({ part }) => part));
    return changed.flatMap(({ part, text }, index) => (text === whole[index]!.text ? [] : [part]));
  }

  it.each([
    'experiment.seed=43',
    'experiment.replications=3',
    'name=other',
    'question=Why?',
    'answer=Because.',
    'expect=[]',
  ])('does not see %s: a replication of that number and seed runs the same', (override) => {
    expect(changedBy(override)).toEqual([]);
  });

  it.each([
    ['traffic.connections.rate=41/s', ['traffic']],
    ['designs.spray.edge.gfes=9', ['design spray']],
    ['time.warmup=3m', ['time']],
    ['events.bgp.at=27m', ['events']],
    ['service.backends.web-tokyo.members=11', ['design waterfall', 'design spray']],
  ])('sees %s in %j', (override, parts) => {
    expect(changedBy(override)).toEqual(parts);
  });
});
