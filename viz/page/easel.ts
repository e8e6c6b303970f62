/**
 * Holds one drawing in its place in the page: draws it again when its data or its width change, and on nothing else.
 */
import type { Tips } from '../charts/chart.ts';
import type { Drawing } from '../charts/registry.ts';
import { draw } from '../charts/registry.ts';

/** Narrower than this nothing can be read; the drawing is scaled instead. */
const LEAST_WIDTH = 150;

export class Easel {
  readonly host: HTMLElement;
  #drawing: Drawing;
  readonly #tips: Tips;
  #drawnWidth = 0;

  constructor(host: HTMLElement, drawing: Drawing, tips: Tips) {
    this.host = host;
    this.#drawing = drawing;
    this.#tips = tips;
  }

  get drawing(): Drawing {
    return this.#drawing;
  }

  /** Replaces the drawing and shows it at once. */
  show(drawing: Drawing): void {
    this.#drawing = drawing;
    this.#drawnWidth = 0;
    this.fit();
  }

  /** Draws for the width that the page gives; nothing where that is the drawn one, or where the place is hidden. */
  fit(): void {
    const width = Math.floor(this.host.clientWidth);
    if (width === 0 || width === this.#drawnWidth) return;
    this.#drawnWidth = width;
    const frame = { document: this.host.ownerDocument, width: Math.max(LEAST_WIDTH, width), tips: this.#tips };
    this.host.replaceChildren(draw(this.#drawing, frame));
  }
}
