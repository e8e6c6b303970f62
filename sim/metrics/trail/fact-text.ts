/**
 * Figures of an explanation as people read them; the unit is the end of the fact's name. The same on every machine.
 */
import { formatFixed } from '../format-number.ts';

export type Facts = Readonly<Record<string, number | string | boolean | null>>;

/** `fact`: a value of a trail; `null` reads as a dash. */
export function factText(name: string, fact: Facts[string]): string {
  if (fact === null) return '-';
  if (typeof fact !== 'number') return String(fact);
  if (name.endsWith('Ms')) return `${figure(fact)} ms`;
  if (name.endsWith('Km')) return `${grouped(fact, 0)} km`;
  if (/share$/i.test(name)) return shareText(fact);
  return grouped(fact, Number.isInteger(fact) ? 0 : 1);
}

/** "0.04%", "37%", "99.9%": what is not nothing never reads 0%, what is not everything never 100%. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.0005) return '<0.1%';
  if (share < 1 && share > 0.9995) return '>99.9%';
  return `${trimmed(share * 100, share > 0.01 && share < 0.99 ? 0 : 1)}%`;
}

/** Three significant digits below 100. */
export function figure(value: number): string {
  const size = Math.abs(value);
  return size >= 100 ? grouped(value, 0) : trimmed(value, size >= 10 ? 1 : 2);
}

function grouped(value: number, decimals: number): string {
  return trimmed(value, decimals).replace(/\B(?=(\d{3})+(\.|$))/g, ',');
}

function trimmed(value: number, decimals: number): string {
  const text = formatFixed(value, decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
