/**
 * The page's program: unpacks the data, draws every chart again at the width it has, and connects the pointer, the
 * map's controls and the colour scheme. Without it the report is complete, only still.
 */
import type { Lane } from '../charts/parts/event-lane.ts';
import type { Drawing } from '../charts/registry.ts';
import { unpackTree } from '../data/pack.ts';
import { Easel } from './easel.ts';
import { MapPlayer } from './map-player.ts';
import { connectThemeToggle } from './theme-toggle.ts';
import { Tooltip } from './tooltip.ts';

interface PageData {
  readonly lane: Lane;
  readonly drawings: readonly Drawing[];
}

function start(): void {
  document.documentElement.classList.add('live');
  connectThemeToggle();
  const text = document.getElementById('report-data')?.textContent;
  if (text === null || text === undefined) return;
  const { lane, drawings } = unpackTree(JSON.parse(text)) as PageData;
  const tooltip = new Tooltip(document);
  const easels = [...document.querySelectorAll<HTMLElement>('[data-drawing]')].map(
    (host) => new Easel(host, drawings[Number(host.dataset.drawing)]!, tooltip),
  );
  const controls = document.getElementById('map-controls');
  if (controls !== null) new MapPlayer(controls, easels, lane).connect();
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) easels.find((easel) => easel.host === entry.target)?.fit();
  });
  for (const easel of easels) observer.observe(easel.host);
}

start();
