/** Labels of rows, shortened in the middle where they are too long, so that what was told apart stays told apart. */
import { textWidth } from './svg.ts';

/** Shares of the letters that stay which come from the beginning, tried in this order: ids differ at either end. */
const HEAD_SHARES = [0.5, 0.3, 0.7, 0.1, 0.9];

/** Each fits `width` pixels; different texts stay different, by their numbers in the list if by nothing else. */
export function fitDistinct(texts: readonly string[], width: number, fontPx: number): string[] {
  const letters = Math.max(2, Math.floor(width / textWidth('x', fontPx)));
  const wanted = new Set(texts).size;
  for (const headShare of HEAD_SHARES) {
    const cut = texts.map((text) => cutMiddle(text, letters, headShare));
    if (new Set(cut).size === wanted) return cut;
  }
  return texts.map((text) => {
    const number = ` ${texts.indexOf(text) + 1}`;
    return cutMiddle(text, Math.max(1, letters - number.length), 1) + number;
  });
}

/** "asia-nor…ast3-a": at most `letters` long, the ellipsis among them. */
function cutMiddle(text: string, letters: number, headShare: number): string {
  if (text.length <= letters) return text;
  const head = Math.round((letters - 1) * headShare);
  const tail = letters - 1 - head;
  return `${text.slice(0, head)}…${tail > 0 ? text.slice(-tail) : ''}`;
}
