/**
 * A parsed pattern as the source of a JavaScript RegExp without flags, in which every class is spelt out byte by byte:
 * so `.`, `$`, `\s` and the case of letters mean what they mean in PCRE.
 */
import type { ByteSet, Place, RegexNode } from './regex-node.ts';

export function toJavascript(node: RegexNode): string {
  switch (node.kind) {
    case 'bytes':
      return classSource(node.set);
    case 'sequence':
      return node.items.map(inSequence).join('');
    case 'choice':
      return node.items.map(toJavascript).join('|');
    case 'group':
      return `(${node.capture === null ? '?:' : ''}${toJavascript(node.body)})`;
    case 'look':
      return `(?${node.isBehind ? '<' : ''}${node.isNegated ? '!' : '='}${toJavascript(node.body)})`;
    case 'repeat':
      return `${inSequence(node.body)}${quantifier(node.least, node.most)}${node.isLazy ? '?' : ''}`;
    case 'place':
      return PLACES[node.place];
    case 'backreference':
      // In a group, so that a digit after it is not taken for a part of its number.
      return `(?:\\${node.capture})`;
  }
}

function inSequence(node: RegexNode): string {
  const source = toJavascript(node);
  return node.kind === 'choice' || node.kind === 'sequence' || node.kind === 'repeat' ? `(?:${source})` : source;
}

function quantifier(least: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return `{${least},}`;
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

function classSource(set: ByteSet): string {
  let source = '';
  for (let from = 0; from < 256; from++) {
    if (set[from] !== 1) continue;
    let to = from;
    while (to < 255 && set[to + 1] === 1) to++;
    source += to === from ? byte(from) : `${byte(from)}-${byte(to)}`;
    from = to;
  }
  return `[${source}]`;
}

function byte(value: number): string {
  return `\\x${value.toString(16).padStart(2, '0')}`;
}

const PLACES: Readonly<Record<Place, string>> = {
  start: '^',
  end: '$',
  endOrLastLine: '(?=\\n?$)',
  wordEdge: '\\b',
  noWordEdge: '\\B',
};
