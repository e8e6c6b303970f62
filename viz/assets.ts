/**
 * Builds what a report embeds: the page's script (esbuild), the style sheet with the
 * palette, and the outlines of the land.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import type { Topology } from 'topojson-specification';
import type { ReportAssets } from './render-report.ts';
import { paletteCss } from './theme/palette.ts';

/** In this order: later sheets override earlier ones. */
const STYLE_SHEETS = ['tokens', 'layout', 'sections', 'charts', 'trails', 'print'];

export async function buildReportAssets(): Promise<ReportAssets> {
  const [script, style] = await Promise.all([pageScript(), styleSheet()]);
  const landFile = createRequire(import.meta.url).resolve('world-atlas/land-110m.json');
  return { script, style, land: JSON.parse(readFileSync(landFile, 'utf8')) as Topology };
}

async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page/main.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  });
  // Inside a script element, an end tag in a string would end the script.
  return outputFiles[0]!.text.trim().replace(/<\/script/gi, '<\\/script');
}

async function styleSheet(): Promise<string> {
  const sheets = STYLE_SHEETS.map((name) => readFileSync(new URL(`theme/${name}.css`, import.meta.url), 'utf8'));
  // `light-dark()` stays as it is: every browser since mid 2024 has it.
  const { code } = await transform([...sheets, paletteCss()].join('\n'), {
    loader: 'css',
    minify: true,
    charset: 'utf8',
    target: ['chrome123', 'firefox120', 'safari17.5'],
  });
  return code.trim();
}
