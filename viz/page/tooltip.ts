/**
 * The words beside the pointer: charts register marks and surfaces, one listener on the document
 * finds what is under the pointer.
 */
import type { Reading, Tips } from '../charts/chart.ts';

type Read = (x: number, y: number) => Reading | null;

const OFFSET_PX = 14;

export class Tooltip implements Tips {
  readonly #document: Document;
  readonly #box: HTMLElement;
  readonly #marks = new WeakMap<Element, string>();
  readonly #surfaces = new WeakMap<Element, Read>();
  #rule: SVGLineElement | null = null;

  constructor(document: Document) {
    this.#document = document;
    this.#box = document.createElement('div');
    this.#box.className = 'tooltip';
    this.#box.hidden = true;
    document.body.append(this.#box);
    document.addEventListener('pointermove', (event) => this.#follow(event));
    document.addEventListener('pointerdown', (event) => this.#follow(event));
    document.addEventListener('pointerleave', () => this.#hide());
    document.addEventListener('scroll', () => this.#hide(), { passive: true });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#hide();
    });
  }

  mark(element: Element, text: string): void {
    this.#marks.set(element, text);
  }

  surface(element: Element, read: Read): void {
    this.#surfaces.set(element, read);
  }

  #follow(event: PointerEvent): void {
    for (let at = event.target instanceof Element ? event.target : null; at !== null; at = at.parentElement) {
      const text = this.#marks.get(at);
      if (text !== undefined) {
        this.#clearRule();
        this.#show(text, event);
        return;
      }
      const read = this.#surfaces.get(at);
      if (read !== undefined) {
        this.#readSurface(at as SVGGraphicsElement, read, event);
        return;
      }
    }
    this.#hide();
  }

  #readSurface(surface: SVGGraphicsElement, read: Read, event: PointerEvent): void {
    const matrix = surface.getScreenCTM();
    if (matrix === null) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const reading = read(point.x, point.y);
    if (reading === null) {
      this.#hide();
      return;
    }
    this.#drawRule(surface, reading.rule);
    this.#show(reading.text, event);
  }

  #drawRule(surface: SVGGraphicsElement, rule: Reading['rule']): void {
    this.#clearRule();
    if (rule === null) return;
    const line = this.#document.createElementNS('http://www.w3.org/2000/svg', 'line');
    line.setAttribute('class', 'cursor-rule');
    line.setAttribute('x1', String(rule.x));
    line.setAttribute('x2', String(rule.x));
    line.setAttribute('y1', String(rule.top));
    line.setAttribute('y2', String(rule.bottom));
    surface.before(line);
    this.#rule = line;
  }

  #clearRule(): void {
    this.#rule?.remove();
    this.#rule = null;
  }

  /** The first line is the heading. Kept inside the window. */
  #show(text: string, event: PointerEvent): void {
    const lines = text.split('\n').map((line) => {
      const row = this.#document.createElement('div');
      row.textContent = line;
      return row;
    });
    this.#box.replaceChildren(...lines);
    this.#box.hidden = false;
    const { offsetWidth, offsetHeight } = this.#box;
    const { clientWidth, clientHeight } = this.#document.documentElement;
    const fitsRight = event.clientX + OFFSET_PX + offsetWidth < clientWidth;
    const fitsBelow = event.clientY + OFFSET_PX + offsetHeight < clientHeight;
    this.#box.style.left = `${Math.max(4, fitsRight ? event.clientX + OFFSET_PX : event.clientX - OFFSET_PX - offsetWidth)}px`;
    this.#box.style.top = `${Math.max(4, fitsBelow ? event.clientY + OFFSET_PX : event.clientY - OFFSET_PX - offsetHeight)}px`;
  }

  #hide(): void {
    this.#clearRule();
    this.#box.hidden = true;
  }
}
