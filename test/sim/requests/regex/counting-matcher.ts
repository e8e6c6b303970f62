/**
 * A backtracking matcher that counts the bytes it looks at: the plainest one that there is, without any of
 * the short cuts of real engines.
 */
import type { RegexNode } from '../../../../sim/requests/regex/regex-node.ts';

type Next = (at: number) => boolean;

/** Bytes looked at until `root` is found in `text`, or is known not to be there. */
export function stepsOf(root: RegexNode, text: string): number {
  const groups = new Map<number, string>();
  let steps = 0;
  for (let start = 0; start <= text.length; start++) if (match(root, start, () => true)) break;
  return steps;

  function match(node: RegexNode, at: number, next: Next): boolean {
    switch (node.kind) {
      case 'bytes':
        steps++;
        return at < text.length && node.set[text.charCodeAt(at)] === 1 && next(at + 1);
      case 'sequence':
        return sequence(node.items, 0, at, next);
      case 'choice':
        return node.items.some((item) => match(item, at, next));
      case 'group':
        return match(node.body, at, (end) => {
          if (node.capture !== null) groups.set(node.capture, text.slice(at, end));
          return next(end);
        });
      case 'repeat':
        return repeat(node, 0, at, next);
      case 'look':
        return match(node.body, at, () => true) !== node.isNegated && next(at);
      case 'place':
        return (node.place === 'start' ? at === 0 : at === text.length) && next(at);
      case 'backreference': {
        const wanted = groups.get(node.capture) ?? '';
        let same = 0;
        while (same < wanted.length && wanted[same] === text[at + same]) same++;
        steps += same + 1;
        return same === wanted.length && next(at + same);
      }
    }
  }

  function sequence(items: readonly RegexNode[], index: number, at: number, next: Next): boolean {
    const item = items[index];
    return item === undefined ? next(at) : match(item, at, (end) => sequence(items, index + 1, end, next));
  }

  function repeat(node: Extract<RegexNode, { kind: 'repeat' }>, rounds: number, at: number, next: Next): boolean {
    const again = (): boolean =>
      rounds < node.most &&
      match(node.body, at, (end) => (end > at || rounds < node.least) && repeat(node, rounds + 1, end, next));
    if (rounds < node.least) return again();
    return node.isLazy ? next(at) || again() : again() || next(at);
  }
}
