/**
 * Goal: the pages without a script, of hashing and of comparison, work from disk in both colour schemes and on a
 * telephone. Method: a real Chromium; every complaint of the browser, every serious finding of axe, and every pixel of
 * sideways scrolling is a fault.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePage as comparisonPage } from '../viz/comparison/sample-comparison.ts';
import { samplePage as hashingPage } from '../viz/hashing/sample-page.ts';
import { startChromium } from './find-chromium.ts';
import { reportOnDisk } from './report-page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let files: Readonly<Record<'hashing' | 'comparison', ReturnType<typeof reportOnDisk>>>;

beforeAll(async () => {
  browser = await startChromium();
  files = { hashing: reportOnDisk(hashingPage()), comparison: reportOnDisk(comparisonPage()) };
});

afterAll(async () => {
  await browser?.close();
  files?.hashing.remove();
  files?.comparison.remove();
});

describe.each([
  ['hashing', 'light', 1280, 4],
  ['hashing', 'dark', 1280, 4],
  ['hashing', 'light', 390, 4],
  ['hashing', 'dark', 390, 4],
  ['comparison', 'light', 1280, 5],
  ['comparison', 'dark', 390, 5],
] as const)('%s, %s, %i pixels wide', (name, colorScheme, width, drawingCount) => {
  it('is quiet, accessible, and as wide as the window', async () => {
    const file = files[name];
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (request.url() !== file.url) complaints.push(request.url());
    });
    await page.goto(file.url);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await page.locator('.drawing:visible').count()).toBe(drawingCount);
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
