/**
 * A report on disk, opened as a reader opens it, with every complaint of the browser collected: console, exceptions,
 * policy violations and requests.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenReport {
  readonly page: Page;
  /** Empty when all is well. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** A folder with one report in it; `remove` takes it away again. */
export function reportOnDisk(html: string): { readonly url: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-report-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, html);
  return { url: pathToFileURL(file).href, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function openReport(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenReport> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== url) complaints.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await page.waitForSelector('html.live');
  return { page, complaints, close: () => context.close() };
}
