/**
 * Goal: BGP's delays as measured: after a withdrawal 80 % of networks within 10 s and more than 90 % within 2 min;
 * after an announcement RIPE's points.
 * Method: the share of 100,000 draws below each instant; the mixture's closed form within four standard
 * deviations, and the published figures.
 */
import { describe, expect, test } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { toSeconds } from '../../../sim/kernel/time.ts';
import { announcementDelay, withdrawalDelay } from '../../../sim/world/convergence.ts';

const DRAW_COUNT = 100_000;
const streams = new RandomStreams('convergence', 0);
const withdrawal = streams.stream('withdrawal');
const announcement = streams.stream('announcement');
const withdrawalsS = Array.from({ length: DRAW_COUNT }, () => toSeconds(withdrawalDelay(withdrawal)));
const announcementsS = Array.from({ length: DRAW_COUNT }, () => toSeconds(announcementDelay(announcement)));

function shareWithin(delaysS: readonly number[], limitS: number): number {
  return delaysS.filter((delayS) => delayS <= limitS).length / delaysS.length;
}

function toleranceOf(probability: number): number {
  return 4 * Math.sqrt((probability * (1 - probability)) / DRAW_COUNT);
}

describe('withdrawal', () => {
  test('ANRW 2024: 80 % of the Internet within about 10 s', () => {
    expect(shareWithin(withdrawalsS, 10)).toBeGreaterThan(0.78);
    expect(shareWithin(withdrawalsS, 10)).toBeLessThan(0.83);
  });

  test('RIPE Labs 2011: the old path is visible to less than 10 % after 2 min', () => {
    expect(shareWithin(withdrawalsS, 120)).toBeGreaterThan(0.9);
  });

  test.each([
    // 0.85 (1 - exp(-t / 3.5 s)) + 0.15 Phi(ln(t / 60 s))
    [3.5, 0.85 * 0.632121 + 0.15 * 0.002243],
    [10, 0.85 * 0.942569 + 0.15 * 0.036584],
    [60, 0.85 + 0.15 * 0.5],
    [120, 0.85 + 0.15 * 0.755891],
  ])('is the stated mixture at %f s', (limitS, probability) => {
    expect(Math.abs(shareWithin(withdrawalsS, limitS) - probability)).toBeLessThan(toleranceOf(probability));
  });
});

describe('announcement, RIPE Labs 2011', () => {
  test.each([
    [3, 0.4],
    [10, 0.5],
    [20, 0.7],
    [30, 0.9],
  ])('%i s: share %f', (limitS, share) => {
    expect(Math.abs(shareWithin(announcementsS, limitS) - share)).toBeLessThan(toleranceOf(share));
  });

  test('38 s: all', () => {
    expect(Math.max(...announcementsS.slice(0, 50_000))).toBeLessThanOrEqual(38);
    expect(shareWithin(announcementsS, 38)).toBe(1);
  });
});
