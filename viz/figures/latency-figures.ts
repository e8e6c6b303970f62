/** Time to first byte: the distributions of the designs on one axis, and median and tail by metro. */
import type { LatencyDistribution } from '../../sim/metrics/experiment-result.ts';
import type { MetroHeatData } from '../charts/metro-heat.ts';
import { latencyBins } from '../data/latency-bins.ts';
import type { ReportContext } from '../data/report-context.ts';
import { formatCount, formatMs, formatNumber, formatShare } from '../format.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';

const METROS_SHOWN = 30;

export function latencyFigures(context: ReportContext): Figure[] {
  return [curvesFigure(context), metroFigure(context)];
}

function distributionOf(context: ReportContext, designId: string, metroIndex: number): LatencyDistribution | null {
  return context.result.latency.find((d) => d.designId === designId && d.metroIndex === metroIndex) ?? null;
}

function ms(value: number | null | undefined): string {
  return value === null || value === undefined ? 'none' : formatMs(value);
}

function curvesFigure(context: ReportContext): Figure {
  const known = context.designs.flatMap((design) => {
    const distribution = distributionOf(context, design.id, -1);
    return distribution === null || distribution.count === 0 ? [] : [{ design, distribution }];
  });
  const bins = latencyBins(known.map(({ distribution }) => distribution));
  const reference = known.find(({ design }) => design.isBaseline) ?? null;
  const finding = known.map(({ design, distribution }) => {
    const p50 = `half within ${ms(distribution.p50Ms)}`;
    const p99 = `99% within ${ms(distribution.p99Ms)}`;
    const base = reference === null || design.isBaseline ? null : reference.distribution.p50Ms;
    const times =
      base === null || base === 0 || distribution.p50Ms === null
        ? ''
        : ms(base) === ms(distribution.p50Ms)
          ? " (the baseline's median)"
          : ` (median ${formatNumber(Math.round((distribution.p50Ms / base) * 100) / 100)} times the baseline's)`;
    return `Under ${design.id}, ${p50} and ${p99}${times}.`;
  });
  return {
    id: 'latency',
    title: 'How long clients wait for the first byte',
    finding: finding.join('\n'),
    reading:
      'Time from the client’s SYN to the first byte of the answer, all replications together, over the measured time; only connections that got an answer. Bins of about 10%.',
    legend: context.designs.map(({ id, designClass }) => ({ label: id, colourClass: designClass, mark: 'line' })),
    drawings:
      bins.edgesMs.length === 0
        ? []
        : [
            {
              kind: 'latencyCurves',
              data: {
                edgesMs: bins.edgesMs,
                designs: known.map(({ design }, i) => ({
                  label: design.id,
                  designClass: design.designClass,
                  shares: bins.shares[i]!,
                })),
              },
            },
          ],
    empty: 'No connection got an answer, so there is no latency to draw.',
    table: tableOf(
      ['design', 'answers', 'mean', 'p50', 'p90', 'p99', 'p99.9'],
      known.map(({ design, distribution: d }) => [
        design.id,
        formatCount(d.count),
        ms(d.meanMs),
        ms(d.p50Ms),
        ms(d.p90Ms),
        ms(d.p99Ms),
        ms(d.p999Ms),
      ]),
      1,
      'latency.csv',
    ),
  };
}

interface MetroLatency {
  readonly name: string;
  readonly trafficShare: number;
  readonly byDesign: readonly (LatencyDistribution | null)[];
}

/** Metros with most traffic first. */
function metroLatencies(context: ReportContext): MetroLatency[] {
  return context.result.places.metros
    .map((metro, m) => ({
      name: context.metroNames[m]!,
      trafficShare: metro.trafficShare,
      byDesign: context.designs.map((design) => distributionOf(context, design.id, m)),
    }))
    .filter((metro) => metro.byDesign.some((d) => d !== null && d.count > 0))
    .sort((a, b) => b.trafficShare - a.trafficShare || (a.name < b.name ? -1 : 1));
}

function metroFigure(context: ReportContext): Figure {
  const all = metroLatencies(context);
  const shown = all.slice(0, METROS_SHOWN);
  const data: MetroHeatData = {
    quantiles: ['median', '99th percentile'],
    designs: context.designs.map(({ id, designClass }) => ({ label: id, designClass })),
    metros: shown.map((metro) => ({
      name: metro.name,
      ms: [metro.byDesign.map((d) => d?.p50Ms ?? null), metro.byDesign.map((d) => d?.p99Ms ?? null)],
    })),
  };
  const part = shown.length < all.length ? ` The ${shown.length} metros with most traffic of ${all.length}.` : '';
  return {
    id: 'metros',
    title: 'Who waits, by metro',
    finding: metroFinding(context, all),
    reading: `Shade is the logarithm of the latency, on one scale for all cells; the number is in the cell.${part}`,
    legend: [],
    drawings: shown.length === 0 ? [] : [{ kind: 'metroHeat', data }],
    empty: 'No connection got an answer, so there is no latency by metro.',
    table: tableOf(
      [
        'metro',
        'traffic',
        ...context.designs.flatMap(({ id }) => ['p50', 'p90', 'p99', 'p99.9'].map((q) => `${id} ${q}`)),
      ],
      all.map((metro) => [
        metro.name,
        formatShare(metro.trafficShare),
        ...metro.byDesign.flatMap((d) => [ms(d?.p50Ms), ms(d?.p90Ms), ms(d?.p99Ms), ms(d?.p999Ms)]),
      ]),
      1,
      'latency.csv',
    ),
  };
}

function metroFinding(context: ReportContext, all: readonly MetroLatency[]): string {
  const base = context.designs.findIndex((design) => design.isBaseline);
  const sentences = context.designs.flatMap((design, d) => {
    if (base === -1) {
      const slowest = [...all].sort((a, b) => (b.byDesign[d]?.p50Ms ?? 0) - (a.byDesign[d]?.p50Ms ?? 0))[0];
      return slowest === undefined
        ? []
        : [`Under ${design.id}, ${slowest.name} waits longest: median ${ms(slowest.byDesign[d]?.p50Ms)}.`];
    }
    if (d === base) return [];
    if (all.every((metro) => (metro.byDesign[d]?.count ?? 0) === 0))
      return [`Under ${design.id}, no connection got an answer.`];
    const worst = all
      .flatMap((metro) => {
        const [own, before] = [metro.byDesign[d]?.p50Ms ?? null, metro.byDesign[base]?.p50Ms ?? null];
        // What rounds to the same figure is no difference to tell.
        return own === null || before === null || ms(own) === ms(before) ? [] : [{ metro, change: own - before }];
      })
      .sort((a, b) => b.change - a.change)[0];
    if (worst === undefined || worst.change <= 0)
      return [`Under ${design.id}, no metro has a longer median wait than under the baseline.`];
    const { metro } = worst;
    return [
      `${metro.name} pays most for ${design.id}: its median goes from ${ms(metro.byDesign[base]?.p50Ms)} to ${ms(metro.byDesign[d]?.p50Ms)}.`,
    ];
  });
  return sentences.join('\n');
}
