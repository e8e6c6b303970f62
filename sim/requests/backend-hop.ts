/**
 * A server at the end of a chain that takes a request target to the letter: nothing is decoded, merged or
 * resolved before it looks for a path.
 *
 * The strictest reading of RFC 3986, and what the measured backend does (Node's http module): what a
 * proxy in front forgives shows here.
 */
import { answered, type Hop } from './hop.ts';
import type { BackendSettings } from './hop-settings.ts';
import { breaksRequestLine } from './percent-coding.ts';
import { splitTarget } from './target.ts';

export function backendHop({ name, serves }: BackendSettings): Hop {
  return {
    name,
    kind: 'backend',
    receive: ({ target }) => {
      if (!target.startsWith('/') || breaksRequestLine(target)) {
        return { steps: [], outcome: answered(400, 'the request line is malformed') };
      }
      const { path } = splitTarget(target);
      const isServed = serves.some((served) => isMatch(path, served));
      return { steps: [], outcome: isServed ? answered(200, 'served') : answered(404, 'no such path') };
    },
  };
}

function isMatch(path: string, served: string): boolean {
  return served.endsWith('*') ? path.startsWith(served.slice(0, -1)) : path === served;
}
