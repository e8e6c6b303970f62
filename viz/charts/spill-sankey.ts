/**
 * Spillover as a Sankey diagram, one per design: home regions on the left, who served on the right.
 * Bipartite by construction, because d3-sankey does not end on cycles. A band has the colour of the region
 * that served; one that stayed home is pale.
 */
import type { SankeyLink, SankeyNode } from 'd3-sankey';
import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { formatCount, formatShare } from '../format.ts';
import type { Chart, Frame } from './chart.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, fitText, moveTo, round, textWidth } from './parts/svg.ts';

export interface SpillSankeyData {
  readonly label: string;
  readonly panels: readonly SankeyPanel[];
}

export interface SankeyPanel {
  readonly title: string;
  readonly subtitle: string;
  readonly designClass: string;
  readonly homes: readonly SankeyPlace[];
  readonly servers: readonly SankeyPlace[];
  readonly links: readonly {
    readonly home: number;
    readonly server: number;
    readonly count: number;
    readonly staysHome: boolean;
  }[];
}

export interface SankeyPlace {
  readonly name: string;
  readonly regionClass: string;
}

interface NodeExtra {
  readonly place: SankeyPlace;
  readonly isHome: boolean;
}

interface LinkExtra {
  readonly count: number;
  readonly staysHome: boolean;
}

type Node = SankeyNode<NodeExtra, LinkExtra>;
type Link = SankeyLink<NodeExtra, LinkExtra>;

const GAP = 40;
const TITLE_PX = 44;
const NODE_PX = 12;

export const spillSankey: Chart<SpillSankeyData> = (data, frame) => {
  const columns = frame.width < 700 ? 1 : Math.min(2, data.panels.length);
  const width = (frame.width - GAP * (columns - 1)) / columns;
  const nodes = Math.max(...data.panels.map((p) => Math.max(p.homes.length, p.servers.length)));
  const pitch = TITLE_PX + Math.max(150, nodes * 46) + 20;
  const svg = createSvg(frame, Math.ceil(data.panels.length / columns) * pitch, data.label);
  for (const [i, panel] of data.panels.entries()) {
    const g = svg.append('g').attr('transform', moveTo((i % columns) * (width + GAP), Math.floor(i / columns) * pitch));
    drawPanel(g, panel, width, pitch - 20, frame);
  }
  return svg.node()!;
};

function drawPanel(g: Group, panel: SankeyPanel, width: number, height: number, frame: Frame): void {
  const labelPx = Math.min(165, width * 0.31);
  g.append('rect')
    .attr('class', `fill ${panel.designClass}`)
    .attr('x', 0)
    .attr('y', 6)
    .attr('width', 10)
    .attr('height', 10);
  g.append('text').attr('class', 'panel-title').attr('x', 16).attr('y', 15).text(panel.title);
  g.append('text').attr('class', 'note').attr('x', 16).attr('y', 31).text(panel.subtitle);
  const layout = sankey<NodeExtra, LinkExtra>()
    .nodeWidth(NODE_PX)
    .nodePadding(16)
    .nodeSort(null)
    .linkSort(null)
    .extent([
      [labelPx, TITLE_PX + 6],
      [width - labelPx, height],
    ]);
  const graph = layout({
    nodes: [
      ...panel.homes.map((place) => ({ place, isHome: true })),
      ...panel.servers.map((place) => ({ place, isHome: false })),
    ],
    links: panel.links.map((link) => ({
      source: link.home,
      target: panel.homes.length + link.server,
      value: link.count,
      count: link.count,
      staysHome: link.staysHome,
    })),
  });
  const total = panel.links.reduce((sum, link) => sum + link.count, 0);
  for (const link of graph.links) drawLink(g, link, total, frame);
  for (const node of graph.nodes) drawNode(g, node, total, labelPx);
}

function drawLink(g: Group, link: Link, total: number, frame: Frame): void {
  const source = link.source as Node;
  const target = link.target as Node;
  const path = g
    .append('path')
    .attr('class', `stroke flow-band ${link.staysHome ? 'stays' : 'spills'} ${target.place.regionClass}`)
    .attr(
      'd',
      sankeyLinkHorizontal<NodeExtra, LinkExtra>()(link)!.replace(/\d+\.\d+/g, (n) => String(round(Number(n)))),
    )
    .attr('stroke-width', round(Math.max(1, link.width ?? 1)));
  frame.tips.mark(
    path.node()!,
    `${source.place.name} → ${target.place.name}\n${formatCount(link.count)} connections, ${formatShare(link.count / total)} of all`,
  );
}

function drawNode(g: Group, node: Node, total: number, labelPx: number): void {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
  g.append('rect')
    .attr('class', `fill ${node.place.regionClass}`)
    .attr('x', round(x0))
    .attr('y', round(y0))
    .attr('width', round(x1 - x0))
    .attr('height', round(Math.max(1, y1 - y0)));
  const anchor = node.isHome ? 'end' : 'start';
  const label = g
    .append('text')
    .attr('class', 'row-label')
    .attr('x', round(node.isHome ? x0 - 7 : x1 + 7))
    .attr('y', round((y0 + y1) / 2 + 4))
    .attr('text-anchor', anchor);
  const share = formatShare((node.value ?? 0) / total);
  label.text(`${fitText(node.place.name, labelPx - 12 - textWidth(share, 12), 13)} `);
  label.append('tspan').attr('class', 'note').text(share);
}
