/**
 * Goal: what `spillway show` says of health checks. Method: hand-computed cases; the simulated windows
 * are in `health-checks.test.ts`.
 */
import { expect, it } from 'vitest';
import { detectionWindow, probesPerSecond } from '../../../sim/fleet/probe-load.ts';
import { SECOND } from '../../../sim/kernel/time.ts';
import { scenarioWith } from '../../support/scenario.ts';

it.each([
  [{}, 1.2, [5, 10], [10, 15]],
  [{ probers: 1 }, 0.2, [5, 10], [10, 15]],
  [{ checkInterval: '10s', timeout: '3s', unhealthyThreshold: 3, probers: 10 }, 1, [20, 30], [23, 33]],
])('%j: %d probes/s; refusals noticed in %j s, silence in %j s', (healthCheck, rate, refused, silent) => {
  const check = scenarioWith({ service: { healthCheck } }).designs[0]!.service.healthCheck;
  const window = (isSilent: boolean): number[] => {
    const { earliest, latest } = detectionWindow(check, isSilent);
    return [earliest / SECOND, latest / SECOND];
  };
  expect([probesPerSecond(check), window(false), window(true)]).toEqual([rate, refused, silent]);
});
