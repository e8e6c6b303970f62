/**
 * Goal: the facts of order that the measurements leave no doubt about, exactly: who dies of which clients, who
 * serves everybody, how long a burst lasts. Method: the measured cases and their neighbours simulated; completions
 * a second beside those measured.
 */
import { describe, expect, it } from 'vitest';
import { meanOf, OUTAGES, simulateRuns } from './calibration-rows.ts';
import { WARM_POOL } from './edge-chain.ts';
import { MEASURED_CASES, type MeasuredCase, measuredCase } from './measured-case.ts';
import { simulateCase } from './simulate-case.ts';

describe('a thread per connection is the bottleneck', () => {
  it.each(OUTAGES)('%s: nobody is served, as measured', (id) => {
    expect(measuredCase(id).measured.goodputRps!.mean).toBe(0);
    expect(simulateCase(measuredCase(id), 0).figures.goodputRps).toBe(0);
  });

  it.each([
    ['prefork/hdr48', 'hdr', 63],
    ['worker/ka48', 'ka', 63],
    ['event/hdr48', 'hdr', 63],
  ] as const)(
    '%s: with one thread left out of 64 somebody still is: the threshold is the number of threads',
    (id, mode, count) => {
      const measured: MeasuredCase = { ...measuredCase(`slow-exp20/${id}`), slowClients: { mode, count } };
      expect(simulateCase(measured, 0).figures.goodputRps).toBeGreaterThan(10);
    },
  );

  it.each([
    [128, 900, 1_000],
    [176, 120, 300],
    [191, 0, 0],
    [192, 0, 0],
  ])('the event MPM with %i idle connections serves %i to %i a second', (count, least, most) => {
    // Measured: all of them at 128, 166 a second at 176, none from 191 on.
    const measured: MeasuredCase = { ...measuredCase('slow-exp20/event/ka48'), slowClients: { mode: 'ka', count } };
    const goodput = meanOf(simulateRuns(measured, 0, 4).map(({ figures }) => figures.goodputRps));
    expect(goodput).toBeGreaterThanOrEqual(least);
    expect(goodput).toBeLessThanOrEqual(most);
  });
});

describe('without it everybody is served', () => {
  const free = MEASURED_CASES.filter(({ mpm, workerConnections }) => mpm === null && workerConnections > 1_000);

  it.each(free.map(({ id }) => id))('%s: no error, as measured', (id) => {
    expect(measuredCase(id).measured.errorShare!.mean).toBe(0);
    expect(simulateCase(measuredCase(id), 0).figures.errorShare).toBe(0);
  });
});

describe('short connections', () => {
  it('no MPM is better than another by more than a twentieth, above saturation', () => {
    const goodputs = ['prefork', 'worker', 'event'].map((mpm) =>
      meanOf(
        simulateRuns(measuredCase(`steady-exp20-default/${mpm}/rho1.2`), 0, 3).map(({ figures }) => figures.goodputRps),
      ),
    );
    expect(Math.max(...goodputs) / Math.min(...goodputs)).toBeLessThan(1.05);
  });

  it('resetting on overflow bounds the latency that waiting does not, at the price of errors', () => {
    const [resets] = simulateRuns(measuredCase('netns-abort/preforkns/rho1.2'), 0, 1);
    const [waits] = simulateRuns(measuredCase('steady-exp20/preforknf/rho1.2'), 0, 1);
    expect(resets!.figures.p95Ms).toBeLessThan(waits!.figures.p95Ms / 2);
    expect(resets!.figures.errorShare).toBeGreaterThan(waits!.figures.errorShare);
  });
});

describe('completions a second', () => {
  // Where the backlog of a burst comes to its end, what a second holds depends on tenths of it.
  it.each([
    ['burst-exp20/nginx/base960', []],
    ['burst-exp20/prefork/base960', [10, 11]],
    ['trigger-exp20/nginx/base2880', []],
    ['trigger-exp20/prefork/base2880', []],
  ])('%s: within 10%% of those measured, but for the seconds %j', (id, left) => {
    const measured = measuredCase(id);
    const runs = simulateRuns(measured, 0, 6).map(({ completionsPerS }) => completionsPerS);
    measured.completionsPerS!.forEach((count, second) => {
      // A second with a handful is the end of the drain, too few to compare.
      if (left.includes(second as never) || count < 100) return;
      const simulated = meanOf(runs.map((each) => each[second] ?? 0));
      expect(Math.abs(simulated / count - 1), `second ${second}: ${simulated} for ${count}`).toBeLessThan(0.1);
    });
  });

  it('Apache recovers from a burst as many seconds later as measured, give or take one; nginx at once', () => {
    const recovered = (completions: readonly number[]): number =>
      completions.findIndex((count, second) => second >= 8 && count < 1.15 * 960);
    const ofRuns = (id: string): number => {
      const runs = simulateRuns(measuredCase(id), 0, 6).map(({ completionsPerS }) => completionsPerS);
      return recovered(runs[0]!.map((_, second) => meanOf(runs.map((each) => each[second] ?? 0))));
    };
    const apache = measuredCase('burst-exp20/prefork/base960');
    expect(recovered(apache.completionsPerS!)).toBe(11);
    expect(Math.abs(ofRuns(apache.id) - 11)).toBeLessThanOrEqual(1);
    expect(ofRuns('burst-exp20/nginx/base960')).toBe(8);
  });
});

describe('slots of nginx', () => {
  it('the warm pool is the peak of concurrent requests of the run before', () => {
    const runs = simulateRuns(measuredCase('nginx-wc128/nginxwc/hdr0'), 0, 8);
    // A connection to the client and one to the backend each.
    expect(Math.round(meanOf(runs.map(({ nginx }) => nginx.peakConnections / 2)))).toBe(WARM_POOL);
  });
});

describe('determinism', () => {
  it('a case and run give the same events, another run others', () => {
    const measured = measuredCase('steady-exp20/eventnf/rho1.2');
    const [first, again, other] = [simulateCase(measured, 1), simulateCase(measured, 1), simulateCase(measured, 2)];
    expect(again).toEqual(first);
    expect(other.fingerprint).not.toBe(first.fingerprint);
  });
});
