/**
 * Goal: the report works where people open it: from disk, offline, under its own security policy, by keyboard, in both
 * colour schemes, on paper, on a telephone, and with JavaScript off. Method: a real Chromium on a file:// address;
 * every complaint of the browser is a fault.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildReportAssets } from '../../viz/assets.ts';
import { renderReport } from '../../viz/render-report.ts';
import { sampleResult } from '../viz/sample-result.ts';
import { SEOUL_BOSTON, STRESS } from '../viz/sample-world.ts';
import { startChromium } from './find-chromium.ts';
import type { OpenReport } from './report-page.ts';
import { openReport, reportOnDisk } from './report-page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let report: ReturnType<typeof reportOnDisk>;
let opened: OpenReport | null = null;

async function open(options: Parameters<typeof openReport>[2] = {}): Promise<Page> {
  opened = await openReport(browser, report.url, options);
  return opened.page;
}

beforeAll(async () => {
  browser = await startChromium();
  report = reportOnDisk(renderReport(sampleResult(SEOUL_BOSTON), await buildReportAssets()));
});

afterEach(async () => {
  const complaints = opened?.complaints ?? [];
  await opened?.close();
  opened = null;
  expect(complaints).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  report?.remove();
});

describe('opened from disk', () => {
  it('shows the verdicts in the first window', async () => {
    const page = await open();
    const box = await page.locator('.verdict').first().boundingBox();
    expect(box!.y + box!.height).toBeLessThan(900);
    expect(await page.locator('.verdict .state').first().textContent()).toBe('failed');
  });

  it('draws every chart again at the width that it has', async () => {
    const page = await open();
    const misfits = () =>
      page.evaluate(
        () =>
          [...document.querySelectorAll('.drawing')].filter(
            (place) => Number(place.firstElementChild!.getAttribute('width')) !== Math.max(150, place.clientWidth),
          ).length,
      );
    await expect.poll(misfits).toBe(0);
    await page.setViewportSize({ width: 700, height: 900 });
    await expect.poll(() => page.locator('#load .drawing svg').getAttribute('width').then(Number)).toBeLessThan(700);
    await expect.poll(misfits).toBe(0);
  });

  it.each([400, 768, 1600])('never scrolls sideways at %d px', async (width) => {
    const page = await open({ viewport: { width, height: 900 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it.each([400, 1280])('no text leaves its drawing at %d px', async (width) => {
    const page = await open({ viewport: { width, height: 900 } });
    await page.waitForTimeout(200);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('.drawing svg text')].flatMap((text) => {
        const words = text.getBoundingClientRect();
        const frame = text.closest('svg')!.getBoundingClientRect();
        const isOut = words.left < frame.left - 2 || words.right > frame.right + 2 || words.bottom > frame.bottom + 2;
        return isOut ? [`${text.closest('section')?.id}: ${text.textContent}`] : [];
      }),
    );
    expect(outside).toEqual([]);
  });

  it('answers the pointer on a chart, and hides the words on Escape', async () => {
    const page = await open();
    await page.locator('#load').scrollIntoViewIfNeeded();
    await page
      .locator('#load .cover')
      .first()
      .hover({ position: { x: 300, y: 100 } });
    await expect.poll(() => page.locator('.tooltip').textContent()).toMatch(/waterfall.*Seoul: \d+.*capacity/);
    expect(await page.locator('.cursor-rule').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('.tooltip').isVisible()).toBe(false);
  });
});

describe('the map', () => {
  const mapMarkup = (page: Page) => page.locator('.map-of-design svg').first().innerHTML();

  it('moves with the arrow keys, Home and End', async () => {
    const page = await open();
    const slider = page.locator('#map-slider');
    await slider.focus();
    const before = await mapMarkup(page);
    const time = await page.locator('#map-time').textContent();
    await page.keyboard.press('Home');
    expect(await page.locator('#map-time').textContent()).toBe('0:00 to 1:00');
    expect(await mapMarkup(page)).not.toBe(before);
    await page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toBe('1:00 to 2:00');
    await page.keyboard.press('End');
    expect(await page.locator('#map-time').textContent()).toBe('39:00 to 40:00');
    expect(time).toMatch(/surge/);
  });

  it('says how much was served away from home, for each design', async () => {
    const page = await open();
    expect(await page.locator('.map-line').allTextContents()).toEqual([
      expect.stringMatching(/^3\d(\.\d)?% served away from home$/),
      expect.stringMatching(/^7\d(\.\d)?% served away from home$/),
    ]);
  });

  it('plays to the end and stops; taking the slider stops it', async () => {
    const page = await open({ reducedMotion: 'reduce' });
    await page.locator('#map-slider').fill('36');
    await page.locator('#map-play').click();
    expect(await page.locator('#map-play').getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => page.locator('#map-play').textContent(), { timeout: 10_000 }).toBe('Play');
    expect(await page.locator('#map-slider').inputValue()).toBe('39');
    await page.locator('#map-play').click();
    await page.locator('#map-slider').press('ArrowRight');
    expect(await page.locator('#map-play').textContent()).toBe('Play');
  });

  it('shows the catchment, and the whole run', async () => {
    const page = await open();
    const flows = await mapMarkup(page);
    await page.getByLabel('Catchment').check();
    expect(await page.locator('.leg.catchment').count()).toBeGreaterThan(0);
    expect(await mapMarkup(page)).not.toBe(flows);
    await page.getByLabel('Whole run').check();
    expect(await page.locator('#map-time').textContent()).toBe('whole run');
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('follows the system, and the button turns it round', async () => {
    const page = await open({ colorScheme });
    const lightness = () => page.evaluate('Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])');
    const isDark = colorScheme === 'dark';
    expect(Number(await lightness()) < 128).toBe(isDark);
    await page.locator('#theme-toggle').click();
    expect(Number(await lightness()) < 128).toBe(!isDark);
    expect(await page.locator('#theme-toggle').getAttribute('aria-label')).toBe(
      `Switch to ${isDark ? 'dark' : 'light'} colours`,
    );
  });

  it('has no serious accessibility fault', async () => {
    const page = await open({ colorScheme });
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true;
    });
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    };
    const serious = violations.filter((violation) => ['serious', 'critical'].includes(violation.impact));
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 160)}`)).toEqual([]);
  });

  it('text in drawings has a contrast of 4.5 with what is behind it', async () => {
    const page = await open({ colorScheme });
    const colours = (await page.evaluate(() => {
      const paper = getComputedStyle(document.body).backgroundColor;
      const seen = [
        ...document.querySelectorAll(
          '.drawing svg .tick, .drawing svg .note, .drawing svg .row-label, .drawing .cell-text',
        ),
      ].map((text) => {
        const cell = text.classList.contains('cell-text') ? text.previousElementSibling : null;
        return [getComputedStyle(text).fill, cell === null ? paper : getComputedStyle(cell).fill].join(' on ');
      });
      return [...new Set(seen)];
    })) as string[];
    expect(colours.length).toBeGreaterThan(5);
    for (const pair of colours) {
      const [front, back] = pair.split(' on ').map(luminance) as [number, number];
      expect((Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05), pair).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** WCAG relative luminance of "rgb(r, g, b)". */
function luminance(colour: string): number {
  const [r, g, b] = [...colour.matchAll(/\d+/g)].map(([n]) => {
    const c = Number(n) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('without JavaScript', () => {
  it('shows the charts, the maps at fixed times and the tables, and no dead controls', async () => {
    const page = await open({ javaScriptEnabled: false });
    for (const id of [
      'load',
      'regions',
      'outcomes',
      'map',
      'spill',
      'sankey',
      'latency',
      'metros',
      'backends',
      'differences',
    ]) {
      const box = await page.locator(`#${id} svg[role="img"]`).first().boundingBox();
      expect(box!.width, id).toBeGreaterThan(300);
    }
    expect(await page.locator('.strip svg').count()).toBe(8);
    expect(await page.locator('.strip').isVisible()).toBe(true);
    expect(await page.locator('#map-controls').isVisible()).toBe(false);
    expect(await page.locator('#theme-toggle').isVisible()).toBe(false);
    await page.locator('#load summary').click();
    expect(await page.locator('#load tbody tr').first().isVisible()).toBe(true);
  });
});

describe('on paper', () => {
  it('is light, without controls, with the maps at fixed times', async () => {
    const page = await open({ colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(22, 25, 29)');
    expect(await page.locator('.strip').isVisible()).toBe(true);
    expect(await page.locator('.maps').isVisible()).toBe(false);
    expect(await page.locator('#map-controls').isVisible()).toBe(false);
    expect(await page.locator('.contents').isVisible()).toBe(false);
    const pdf = await page.pdf({ format: 'A4', printBackground: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('forced colours', () => {
  it('keep lines, text and keys visible', async () => {
    const page = await open({ forcedColors: 'active' });
    const colours = await page.evaluate(() => {
      const ofFirst = (selector: string, property: 'fill' | 'stroke') =>
        getComputedStyle(document.querySelector(selector)!)[property];
      return {
        text: ofFirst('#load .tick', 'fill'),
        axis: ofFirst('#load .axis-line', 'stroke'),
        paper: getComputedStyle(document.body).backgroundColor,
      };
    });
    expect(colours.text).not.toBe(colours.paper);
    expect(colours.axis).not.toBe(colours.paper);
  });
});

describe('the largest report', () => {
  it('is drawn, and its map moves', async () => {
    const large = reportOnDisk(renderReport(sampleResult(STRESS), await buildReportAssets()));
    try {
      opened = await openReport(browser, large.url);
      const { page } = opened;
      await expect.poll(() => page.locator('.map-line').first().textContent()).toMatch(/served away from home/);
      const before = await page.locator('#map-time').textContent();
      await page.locator('#map-slider').press('Home');
      expect(await page.locator('#map-time').textContent()).not.toBe(before);
      expect(await page.locator('.map-of-design .metro').count()).toBeGreaterThan(600);
    } finally {
      large.remove();
    }
  });
});
