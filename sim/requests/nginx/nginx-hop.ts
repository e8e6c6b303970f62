/**
 * An nginx that routes requests: the path normalised, the server's rewrite rules, a location, its
 * rules, and what the location does.
 *
 * Measured with nginx 1.22.1 (test/requests/measured). Left out: nested locations, named locations,
 * `try_files`, `map`, `proxy_pass` with variables, and files: a location that neither proxies nor returns
 * answers 404, as an empty document root would.
 */
import { answered, forwarded, type Hop, type HopOutcome, type HopStep, type RequestForm } from '../hop.ts';
import type { NginxLocation, NginxSettings } from '../hop-settings.ts';
import { breaksRequestLine } from '../percent-coding.ts';
import { splitTarget } from '../target.ts';
import { locationText } from './directive-text.ts';
import { compileLocations } from './find-location.ts';
import { type NginxRequest, nginxRequest, stepOf } from './nginx-request.ts';
import { parseNginxUri } from './parse-uri.ts';
import { proxiedTarget } from './proxied-target.ts';
import { compileAnswer, compileScript, type RewriteScript } from './rewrite-script.ts';

/** NGX_HTTP_MAX_URI_CHANGES: how often a location may send a request to another one. */
const URI_CHANGES_MAX = 10;

interface Route {
  readonly location: NginxLocation;
  readonly script: RewriteScript;
  readonly act: (request: NginxRequest) => HopOutcome;
}

/** @throws RegexFault */
export function nginxHop(settings: NginxSettings): Hop {
  const { name, mergeSlashes } = settings;
  const serverScript = compileScript(settings.rewrites);
  const find = compileLocations(settings.locations);
  const routes = settings.locations.map(routeOf);
  return {
    name,
    kind: 'nginx',
    receive: (sent) => {
      const steps: HopStep[] = [];
      const request = readRequest(sent, mergeSlashes, steps);
      if (request === null) return { steps, outcome: answered(400, 'the request line is malformed') };
      const outcome = serverScript(request, steps) ?? routed(request, steps);
      return { steps, outcome };
    },
  };

  function routed(request: NginxRequest, steps: HopStep[]): HopOutcome {
    for (let changes = 0; changes <= URI_CHANGES_MAX; changes++) {
      request.mustFindLocation = false;
      const found = find(request);
      if (found.kind === 'none') return file(request, 'no location matches');
      const { location, script, act } = routes[found.index]!;
      if (found.kind === 'addSlash') {
        const args = request.args === '' ? '' : `?${request.args}`;
        return answered(301, `${locationText(location)} adds the slash`, `${request.uri}/${args}`);
      }
      steps.push(stepOf(locationText(location), request));
      const answer = script(request, steps);
      if (answer !== null) return answer;
      if (!request.mustFindLocation) return act(request);
    }
    return answered(500, 'rewrite or internal redirection cycle');
  }
}

function readRequest(sent: RequestForm, mergeSlashes: boolean, steps: HopStep[]): NginxRequest | null {
  const { target } = sent;
  if (!target.startsWith('/') || breaksRequestLine(target)) return null;
  const parsed = parseNginxUri(target, mergeSlashes);
  if (parsed === null) return null;
  const request = nginxRequest(sent, parsed);
  const sentPath = splitTarget(target).path;
  if (parsed.uri !== sentPath)
    steps.push(stepOf(`the path decoded and normalised, merge_slashes ${mergeSlashes ? 'on' : 'off'}`, request));
  return request;
}

/** An empty document root: there is the root itself, whose listing is forbidden, and nothing else. */
function file({ uri }: NginxRequest, reason: string): HopOutcome {
  return /^\/+$/.test(uri) ? answered(403, 'the root has no index') : answered(404, reason);
}

function routeOf(location: NginxLocation): Route {
  const { action } = location;
  const script = compileScript(location.rewrites);
  switch (action.kind) {
    case 'return':
      return { location, script, act: compileAnswer(action) };
    case 'proxyPass':
      return { location, script, act: (request) => forwarded(proxiedTarget(request, location, action)) };
    case 'files':
      return { location, script, act: (request) => file(request, 'no such file') };
  }
}
