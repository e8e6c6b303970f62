/**
 * What sampling does to a method without a table: each key goes to a backend as if by chance, so a share is known to
 * about the root of backends over keys (the relative standard deviation of a multinomial's cell).
 */
import { percentText } from './report.ts';

export function samplingNote(backendCount: number, keyCount: number): string {
  return `methods without a table: ${keyCount} sampled keys, whose chance alone spreads shares by ${percentText(Math.sqrt(backendCount / keyCount))}`;
}
