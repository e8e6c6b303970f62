/**
 * Where the expectations of a scenario file stand, so that a verdict can point there.
 */
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';

/** Line by id, from 1. Expectations that another file of the chain wrote are not in it. */
export function expectationLines(text: string): Map<string, number> {
  const counter = new LineCounter();
  const list = parseDocument(text, { lineCounter: counter }).get('expect');
  const lines = new Map<string, number>();
  if (!isSeq(list)) return lines;
  for (const item of list.items) {
    if (!isMap(item)) continue;
    const id = item.get('id');
    if (typeof id === 'string' && item.range) lines.set(id, counter.linePos(item.range[0]).line);
  }
  return lines;
}
