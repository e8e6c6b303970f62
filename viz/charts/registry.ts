/**
 * Every kind of chart with the data it draws. A new one is a file and two lines here; the writer and
 * the page both draw through it.
 */
import type { BackendHeatData } from './backend-heat.ts';
import { backendHeat } from './backend-heat.ts';
import type { BreakMatrixData } from './break-matrix.ts';
import { breakMatrix } from './break-matrix.ts';
import type { Chart, Frame } from './chart.ts';
import type { DifferenceForestData } from './difference-forest.ts';
import { differenceForest } from './difference-forest.ts';
import type { FormMatrixData } from './form-matrix.ts';
import { formMatrix } from './form-matrix.ts';
import type { IntervalRowsData } from './interval-rows.ts';
import { intervalRows } from './interval-rows.ts';
import type { LatencyCurvesData } from './latency-curves.ts';
import { latencyCurves } from './latency-curves.ts';
import type { LinePanelsData } from './line-panels.ts';
import { linePanels } from './line-panels.ts';
import type { MetroHeatData } from './metro-heat.ts';
import { metroHeat } from './metro-heat.ts';
import type { WorldMapData } from './parts/map-scene.ts';
import type { ServerDotsData } from './server-dots.ts';
import { serverDots } from './server-dots.ts';
import type { SpillMatrixData } from './spill-matrix.ts';
import { spillMatrix } from './spill-matrix.ts';
import type { SpillSankeyData } from './spill-sankey.ts';
import { spillSankey } from './spill-sankey.ts';
import type { StackedLoadData } from './stacked-load.ts';
import { stackedLoad } from './stacked-load.ts';
import type { TrailCandidatesData } from './trail-candidates.ts';
import { trailCandidates } from './trail-candidates.ts';
import type { VerdictGaugeData } from './verdict-gauge.ts';
import { verdictGauge } from './verdict-gauge.ts';
import { worldMap } from './world-map.ts';

interface DataOfKind {
  readonly backendHeat: BackendHeatData;
  readonly breakMatrix: BreakMatrixData;
  readonly differenceForest: DifferenceForestData;
  readonly formMatrix: FormMatrixData;
  readonly intervalRows: IntervalRowsData;
  readonly latencyCurves: LatencyCurvesData;
  readonly linePanels: LinePanelsData;
  readonly metroHeat: MetroHeatData;
  readonly serverDots: ServerDotsData;
  readonly spillMatrix: SpillMatrixData;
  readonly spillSankey: SpillSankeyData;
  readonly stackedLoad: StackedLoadData;
  readonly trailCandidates: TrailCandidatesData;
  readonly verdictGauge: VerdictGaugeData;
  readonly worldMap: WorldMapData;
}

export type ChartKind = keyof DataOfKind;

/** A chart that knows its data: what the page carries. */
export type Drawing<Kind extends ChartKind = ChartKind> = {
  [K in Kind]: { readonly kind: K; readonly data: DataOfKind[K] };
}[Kind];

const CHARTS: { readonly [K in ChartKind]: Chart<DataOfKind[K]> } = {
  backendHeat,
  breakMatrix,
  differenceForest,
  formMatrix,
  intervalRows,
  latencyCurves,
  linePanels,
  metroHeat,
  serverDots,
  spillMatrix,
  spillSankey,
  stackedLoad,
  trailCandidates,
  verdictGauge,
  worldMap,
};

export function draw<Kind extends ChartKind>(drawing: Drawing<Kind>, frame: Frame): SVGSVGElement {
  const chart: Chart<DataOfKind[Kind]> = CHARTS[drawing.kind];
  return chart(drawing.data, frame);
}
