/**
 * What every chart is: a function of (data, frame) that draws one SVG. The frame brings the document, so
 * the same function writes the static report (linkedom) and draws again in the page at its real width,
 * where `tips` answer the pointer.
 */
export interface Frame {
  readonly document: Document;
  /** Width of the drawing in CSS pixels. */
  readonly width: number;
  readonly tips: Tips;
}

/** Where a chart says what the pointer would like to know. The static report has no pointer: `NO_TIPS`. */
export interface Tips {
  /** Words about one mark. */
  mark(element: Element, text: string): void;
  /**
   * Words about a point of a plotting area, in the coordinates of that element; `null` where there is nothing to say.
   */
  surface(element: Element, read: (x: number, y: number) => Reading | null): void;
}

export interface Reading {
  /** Lines of text; the first one is a heading. */
  readonly text: string;
  /** A vertical rule to draw: x, top and bottom. */
  readonly rule: { readonly x: number; readonly top: number; readonly bottom: number } | null;
}

export type Chart<Data> = (data: Data, frame: Frame) => SVGSVGElement;

export const NO_TIPS: Tips = {
  mark: () => {},
  surface: () => {},
};
