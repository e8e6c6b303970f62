/**
 * The map's controls: one time, one view and one clock for the maps of all designs. The slider is a plain range input,
 * so arrow keys, Home and End work; playing stops at the end and whenever the reader takes the slider.
 */
import type { Lane } from '../charts/parts/event-lane.ts';
import type { WorldMapData } from '../charts/parts/map-scene.ts';
import type { Drawing } from '../charts/registry.ts';
import { mapTotals } from '../data/map-totals.ts';
import { formatClock, formatShare } from '../format.ts';
import type { Easel } from './easel.ts';

const STEP_MS = 350;

export class MapPlayer {
  readonly #controls: HTMLElement;
  readonly #maps: readonly { readonly easel: Easel; readonly data: WorldMapData }[];
  readonly #lane: Lane;
  readonly #slider: HTMLInputElement;
  readonly #play: HTMLButtonElement;
  readonly #time: HTMLOutputElement;
  readonly #whole: HTMLInputElement;
  readonly #sliceMs: number;
  #timer: number | null = null;

  constructor(controls: HTMLElement, easels: readonly Easel[], lane: Lane) {
    const find = <T extends HTMLElement>(id: string): T => controls.querySelector<T>(`#${id}`)!;
    this.#controls = controls;
    this.#maps = easels.flatMap((easel) => {
      const drawing: Drawing = easel.drawing;
      return drawing.kind === 'worldMap' ? [{ easel, data: drawing.data }] : [];
    });
    this.#lane = lane;
    this.#slider = find<HTMLInputElement>('map-slider');
    this.#play = find<HTMLButtonElement>('map-play');
    this.#time = find<HTMLOutputElement>('map-time');
    this.#whole = find<HTMLInputElement>('map-whole');
    this.#sliceMs = Number(controls.dataset.sliceMs);
  }

  connect(): void {
    this.#controls.hidden = false;
    this.#slider.addEventListener('input', () => {
      this.#stop();
      this.#whole.checked = false;
      this.#update();
    });
    this.#play.addEventListener('click', () => (this.#timer === null ? this.#start() : this.#stop()));
    this.#controls.addEventListener('change', (event) => {
      if (event.target === this.#slider) return;
      if (event.target === this.#whole) this.#stop();
      this.#update();
    });
    this.#update();
  }

  #start(): void {
    this.#whole.checked = false;
    if (Number(this.#slider.value) >= Number(this.#slider.max)) this.#slider.value = '0';
    this.#play.textContent = 'Pause';
    this.#play.setAttribute('aria-pressed', 'true');
    this.#timer = window.setInterval(() => this.#advance(), STEP_MS);
    this.#update();
  }

  #stop(): void {
    if (this.#timer !== null) window.clearInterval(this.#timer);
    this.#timer = null;
    this.#play.textContent = 'Play';
    this.#play.setAttribute('aria-pressed', 'false');
  }

  #advance(): void {
    const next = Number(this.#slider.value) + 1;
    if (next > Number(this.#slider.max)) {
      this.#stop();
      return;
    }
    this.#slider.value = String(next);
    this.#update();
  }

  #update(): void {
    const slice = this.#whole.checked ? null : Number(this.#slider.value);
    const words = slice === null ? 'whole run' : this.#spanWords(slice);
    this.#time.textContent = words;
    this.#slider.setAttribute('aria-valuetext', words);
    const chosen = this.#controls.querySelector<HTMLInputElement>('input[name="map-view"]:checked')?.value;
    const view = chosen === 'catchment' ? 'catchment' : 'flows';
    for (const { easel, data } of this.#maps) {
      easel.show({ kind: 'worldMap', data: { ...data, slice, view } });
      const { total, spilled, unserved } = mapTotals(data.flows, slice);
      const line = easel.host.parentElement?.querySelector('.map-line');
      if (line === null || line === undefined) continue;
      const lost = unserved > 0 ? `, ${formatShare(unserved / total)} served nowhere` : '';
      line.textContent =
        total === 0 ? 'nothing offered' : `${formatShare(spilled / total)} served away from home${lost}`;
    }
  }

  /** "12:00 to 13:00 · surge 2.6x in seoul". */
  #spanWords(slice: number): string {
    const startMs = slice * this.#sliceMs;
    const endMs = startMs + this.#sliceMs;
    const now = this.#lane.events
      .filter((event) => event.startMs < endMs && event.endMs > startMs)
      .map((event) => event.label);
    return [`${formatClock(startMs)} to ${formatClock(endMs)}`, ...now].join(' · ');
  }
}
