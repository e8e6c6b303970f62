/**
 * An experiment's result as one HTML file that opens from disk, offline: no request, no server, nothing that is not in
 * it. Everything can be read without JavaScript; the page's script draws the same charts again at its own width and
 * adds the pointer, the slider and the colour scheme. Same result, same bytes.
 */
import { createHash } from 'node:crypto';
import type { Topology } from 'topojson-specification';
import type { ExperimentResult } from '../sim/metrics/experiment-result.ts';
import { detailedResult } from './data/detailed-designs.ts';
import { packTree } from './data/pack.ts';
import type { ReportContext } from './data/report-context.ts';
import { reportContext } from './data/report-context.ts';
import { backendFigure } from './figures/backend-figure.ts';
import { breakMatrixFigure } from './figures/break-matrix-figure.ts';
import { counterFigure } from './figures/counter-figure.ts';
import { differenceFigure } from './figures/difference-figure.ts';
import type { Figure } from './figures/figure.ts';
import { formFigure } from './figures/form-figure.ts';
import { latencyFigures } from './figures/latency-figures.ts';
import { mapFigure } from './figures/map-figure.ts';
import { outcomesFigure } from './figures/outcomes-figure.ts';
import { regionLoadFigure } from './figures/region-load-figure.ts';
import { serverFigure } from './figures/server-figure.ts';
import { spillFigures } from './figures/spill-figures.ts';
import { stackedLoadFigure } from './figures/stacked-load-figure.ts';
import type { Html } from './html.ts';
import { html, raw } from './html.ts';
import { explainSection, shownTrails } from './sections/explain-section.ts';
import { figureSection } from './sections/figure-section.ts';
import { contents, footerSection, headerSection } from './sections/header-section.ts';
import { headlineSection } from './sections/headline-section.ts';
import { logSection } from './sections/log-section.ts';
import { mapSection } from './sections/map-section.ts';
import { Studio } from './sections/studio.ts';
import { noticeSection, verdictSection } from './sections/verdict-section.ts';

/** What the report embeds besides data; `viz/assets.ts` builds it. */
export interface ReportAssets {
  /** The page's program: one classic script without imports. */
  readonly script: string;
  readonly style: string;
  /** World Atlas `land-110m`: a topology with the object `land`. */
  readonly land: Topology;
}

export const DATA_ID = 'report-data';

export function renderReport(result: ExperimentResult, assets: ReportAssets): string {
  const context = reportContext(result);
  const studio = new Studio();
  const body = reportBody(context, assets, studio);
  const data = raw(JSON.stringify(packTree({ lane: context.lane, drawings: studio.live })).replace(/</g, '\\u003c'));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${result.scenario.name}: Spillway report</title>
<style>${raw(assets.style)}</style>
</head>
<body>
${body}<script type="application/json" id="${DATA_ID}">${data}</script>
<script>${raw(assets.script)}</script>
</body>
</html>
`.markup;
}

function reportBody(whole: ReportContext, assets: ReportAssets, studio: Studio): Html {
  const matrix = breakMatrixFigure(whole);
  const context = reportContext(detailedResult(whole.result));
  const load = stackedLoadFigure(context);
  const map = mapFigure(context);
  const counters = counterFigure(context);
  const servers = serverFigure(context);
  const forms = formFigure(context);
  const before: readonly Figure[] = [
    load,
    regionLoadFigure(context),
    outcomesFigure(context),
    ...(forms === null ? [] : [forms]),
    ...(counters === null ? [] : [counters]),
  ];
  const after: readonly Figure[] = [
    ...spillFigures(context),
    ...latencyFigures(context),
    backendFigure(context),
    ...(servers === null ? [] : [servers]),
    differenceFigure(context),
  ];
  const trails = shownTrails(context);
  const entries = [
    { id: 'verdicts', title: 'Verdicts' },
    ...(matrix === null ? [] : [{ id: matrix.id, title: 'Breaks' }]),
    { id: 'designs', title: 'Designs' },
    { id: 'load', title: 'Load' },
    { id: 'outcomes', title: 'Outcomes' },
    ...(forms === null ? [] : [{ id: forms.id, title: 'Forms' }]),
    ...(counters === null ? [] : [{ id: counters.id, title: 'Counters' }]),
    { id: 'map', title: 'Map' },
    { id: 'spill', title: 'Spill' },
    { id: 'latency', title: 'Latency' },
    { id: 'backends', title: 'Backends' },
    ...(servers === null ? [] : [{ id: servers.id, title: 'Servers' }]),
    { id: 'differences', title: 'Differences' },
    ...(trails.length === 0 ? [] : [{ id: 'explain', title: 'Why' }]),
    { id: 'log', title: 'Log' },
  ];
  return html`<a class="skip" href="#verdicts">Skip to the verdicts</a>
${headerSection(context)}${contents(entries)}<main>
${verdictSection(whole, studio)}${noticeSection(context.result.notices)}${matrix === null ? null : figureSection(matrix, studio)}${headlineSection(context, studio)}${before.map((figure) => figureSection(figure, studio))}${mapSection(context, map, assets.land, studio)}${after.map((figure) => figureSection(figure, studio))}${explainSection(context, trails, studio)}${logSection(context)}</main>
${footerSection(context)}`;
}

/** Nothing may be loaded; only this very script and this very style may run. */
function policy(assets: ReportAssets): string {
  const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
  return `default-src 'none'; script-src ${hashOf(assets.script)}; style-src ${hashOf(assets.style)}; base-uri 'none'; form-action 'none'`;
}
