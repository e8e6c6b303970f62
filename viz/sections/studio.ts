/**
 * Where the still pictures are made: a document without a browser (linkedom), and the list of drawings
 * that the page will draw again.
 */
import { parseHTML } from 'linkedom';
import { NO_TIPS } from '../charts/chart.ts';
import type { Drawing } from '../charts/registry.ts';
import { draw } from '../charts/registry.ts';
import type { Html } from '../html.ts';
import { html, raw } from '../html.ts';
import { compactPaths } from './compact-path.ts';

export class Studio {
  readonly #document: Document;
  readonly #live: Drawing[] = [];

  constructor() {
    this.#document = parseHTML('<!doctype html><html><body></body></html>').document as unknown as Document;
  }

  /** Drawings by the number that `data-drawing` holds. */
  get live(): readonly Drawing[] {
    return this.#live;
  }

  /** A picture that the page draws again at its own width and answers the pointer on; `still` stands in until then. */
  picture(drawing: Drawing, width: number, still: Drawing = drawing): Html {
    const index = this.#live.push(drawing) - 1;
    return html`<div class="drawing" data-drawing="${index}">${this.still(still, width)}</div>`;
  }

  /** A picture that stays as it is. */
  still(drawing: Drawing, width: number): Html {
    return raw(compactPaths(draw(drawing, { document: this.#document, width, tips: NO_TIPS }).outerHTML));
  }
}
