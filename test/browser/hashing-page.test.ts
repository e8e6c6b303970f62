/**
 * Goal: the hashing page works from disk in both colour schemes and on a telephone. Method: a real Chromium; every complaint of the browser,
 * every serious finding of axe, and every pixel of sideways scrolling is a fault.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePage } from '../viz/hashing/sample-page.ts';
import { startChromium } from './find-chromium.ts';
import { reportOnDisk } from './report-page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let file: ReturnType<typeof reportOnDisk>;

beforeAll(async () => {
  browser = await startChromium();
  file = reportOnDisk(samplePage());
});

afterAll(async () => {
  await browser?.close();
  file?.remove();
});

describe.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const)('%s, %i pixels wide', (colorScheme, width) => {
  it('is quiet, accessible, and as wide as the window', async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (request.url() !== file.url) complaints.push(request.url());
    });
    await page.goto(file.url);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await page.locator('.drawing:visible').count()).toBe(4);
    expect(await page.locator('.drawing:visible svg').first().getAttribute('width')).toBe(width > 680 ? '1080' : '358');
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    };
    const serious = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 160)}`)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
