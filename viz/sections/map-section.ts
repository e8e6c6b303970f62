/**
 * The map figure: controls (shown by the page), one map per design, and the strip of fixed slices
 * for paper and for no JavaScript.
 */
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { landPaths } from '../charts/parts/map-frame.ts';
import type { ReportContext } from '../data/report-context.ts';
import type { MapFigure } from '../figures/map-figure.ts';
import { formatClock } from '../format.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { compactPath } from './compact-path.ts';
import { emptyState, figureFrame, legend } from './figure-section.ts';
import type { Studio } from './studio.ts';

const PAIR_WIDTH = 530;
const SINGLE_WIDTH = 900;
const STRIP_WIDTH = 260;
const CLOSE_UP_WIDTH = 260;

export function mapSection(context: ReportContext, figure: MapFigure, land: Topology, studio: Studio): Html {
  if (figure.drawings.length === 0) return figureFrame(figure, emptyState(figure));
  const width = figure.drawings.length > 1 ? PAIR_WIDTH : SINGLE_WIDTH;
  const maps = figure.drawings.map(
    (drawing, d) =>
      html`<div class="map-of-design"><h3><span class="key key-line ${context.designs[d]!.designClass}"></span>${context.designs[d]!.title} <span class="map-line quiet"></span></h3>${studio.picture(drawing, width, figure.stills[d]!)}${closeUps(figure.closeUps[d]!, studio)}</div>`,
  );
  const strip = figure.strip.map(
    ({ title, drawing }) => html`<div><h4>${title}</h4>${studio.still(drawing, STRIP_WIDTH)}</div>`,
  );
  return figureFrame(
    figure,
    html`${landOutlines(figure, land)}${legend(figure.legend)}${controls(figure)}
<div class="maps${figure.drawings.length > 1 ? '' : ' single'}">${maps}</div>
<div class="strip" aria-label="The maps at fixed times">${strip}</div>`,
  );
}

function closeUps(pictures: MapFigure['closeUps'][number], studio: Studio): Html | null {
  if (pictures.length === 0) return null;
  return html`<div class="close-ups">${pictures.map(
    ({ title, drawing }) => html`<div><h4>${title}</h4>${studio.picture(drawing, CLOSE_UP_WIDTH)}</div>`,
  )}</div>`;
}

/** Land and meridians once a frame, for every map of that frame to refer to. */
function landOutlines(figure: MapFigure, land: Topology): Html {
  const outlines = figure.frames.map(({ landId, frame }) => {
    const paths = landPaths(frame, feature(land, land.objects.land!));
    return html`<g id="${landId}"><path class="graticule" d="${compactPath(paths.graticule)}"/><path class="land" d="${compactPath(paths.land)}"/></g>`;
  });
  return html`<svg class="land-store" width="0" height="0" aria-hidden="true"><defs>${outlines}</defs></svg>`;
}

function controls(figure: MapFigure): Html {
  const { sliceMs, sliceCount, shownSlice } = figure;
  const span = `${formatClock(shownSlice * sliceMs)} to ${formatClock((shownSlice + 1) * sliceMs)}`;
  return html`<div class="map-controls" id="map-controls" data-slice-ms="${sliceMs}" hidden>
<button type="button" class="button" id="map-play" aria-pressed="false">Play</button>
<label class="slider"><span class="visually-hidden">Time</span><input type="range" id="map-slider" min="0" max="${sliceCount - 1}" step="1" value="${shownSlice}" aria-valuetext="${span}"></label>
<output id="map-time" for="map-slider">${span}</output>
<fieldset class="choice"><legend class="visually-hidden">What the map shows</legend>
<label><input type="radio" name="map-view" value="flows" checked> Flows</label>
<label><input type="radio" name="map-view" value="catchment"> Catchment</label></fieldset>
<label class="choice"><input type="checkbox" id="map-whole"> Whole run</label>
</div>
`;
}
