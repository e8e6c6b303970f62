/**
 * An Apache that proxies: the path normalised, RewriteRules, then ProxyPass, in the order of their
 * hooks (mod_rewrite comes first).
 *
 * Measured with Apache 2.4.71 (test/requests/measured). Left out: per-directory configuration, ProxyPassMatch,
 * mapping=encoded, and files: a path that is not proxied answers 404, as an empty document root would.
 */
import { answered, forwarded, type Hop, type HopOutcome, type HopStep, type RequestForm } from '../hop.ts';
import { type ApacheSettings, NEXT_HOP } from '../hop-settings.ts';
import { breaksHeader, breaksRequestLine } from '../percent-coding.ts';
import { joinTarget, splitTarget } from '../target.ts';
import { canonicalPath } from './canonical-path.ts';
import { proxyPassText } from './directive-text.ts';
import { normalisePath } from './normalise-path.ts';
import { aliasLength } from './proxy-pass.ts';
import { compileRules, type RewriteResult } from './rewrite-engine.ts';

/** @throws RegexFault */
export function apacheHop(settings: ApacheSettings): Hop {
  const rewrite = compileRules(settings.rewrites, settings.guardsQuestionMarks);
  const receive = (sent: RequestForm, steps: HopStep[]): HopOutcome => {
    const { method, target } = sent;
    if (!target.startsWith('/') || breaksRequestLine(target)) return answered(400, 'the request line is malformed');
    const { path: sentPath, query } = splitTarget(target);
    const normalised = normalisePath(sentPath, settings);
    if (normalised.isRefused) return answered(normalised.status, normalised.reason);
    const { path } = normalised;
    if (path !== sentPath) {
      steps.push({ did: 'the path decoded and normalised', path, query });
    }
    const result = rewrite({ method, target, path, query }, steps);
    return afterRules(result, { target, path }, settings, steps);
  };
  return {
    name: settings.name,
    kind: 'apache',
    receive: (sent) => {
      const steps: HopStep[] = [];
      return { outcome: receive(sent, steps), steps };
    },
  };
}

interface Request {
  /** As sent. */
  readonly target: string;
  readonly path: string;
}

function afterRules(result: RewriteResult, request: Request, settings: ApacheSettings, steps: HopStep[]): HopOutcome {
  switch (result.kind) {
    case 'refused':
      return answered(result.status, result.reason);
    case 'file':
      return answered(404, 'the rewritten path is taken for a file: no [P] or [PT]');
    case 'redirected':
      return redirected(result);
    case 'proxied': {
      if (!result.url.startsWith(`${NEXT_HOP}/`)) return answered(500, 'proxied to what is not the next hop');
      return sent(result.url.slice(NEXT_HOP.length), result.query, result.isNotEscaped, settings);
    }
    case 'passedThrough':
      return proxied({ ...request, path: result.path }, result.query, settings, steps);
    case 'untouched':
      return proxied(request, result.query, settings, steps);
  }
}

function proxied(
  { target, path }: Request,
  query: string | null,
  settings: ApacheSettings,
  steps: HopStep[],
): HopOutcome {
  for (const line of settings.proxyPass) {
    const taken = aliasLength(path, line.path);
    if (taken === 0) continue;
    steps.push({ did: proxyPassText(line), path, query });
    if (line.to === '!') break;
    const to = line.to.slice(NEXT_HOP.length);
    // `nocanon` is ignored where the raw path and the decoded one do not match alike.
    const isRaw = line.nocanon && aliasLength(target, line.path) === taken;
    return isRaw
      ? sent(to + target.slice(taken), null, true, settings)
      : sent(to + path.slice(taken), query, false, settings);
  }
  return answered(404, 'no ProxyPass matches');
}

/**
 * proxy_http_canon. `isRaw`: the path goes out as it is; blanks and control characters in it are
 * refused, as they are in any query.
 */
function sent(path: string, query: string | null, isRaw: boolean, { allowEncodedSlashes }: ApacheSettings): HopOutcome {
  const written = isRaw ? path : canonicalPath(path, allowEncodedSlashes === 'NoDecode');
  if (written === null) return answered(400, 'a % that begins no escape (AllowEncodedSlashes NoDecode)');
  const isBroken = (isRaw && breaksRequestLine(path)) || (query !== null && breaksRequestLine(query));
  if (isBroken) return answered(403, 'blanks or control characters would be forwarded');
  return forwarded(joinTarget({ path: written, query }));
}

function redirected({ status, url, query, isNotEscaped }: Extract<RewriteResult, { kind: 'redirected' }>): HopOutcome {
  const location = joinTarget({ path: isNotEscaped ? url : escapedUrl(url), query });
  // Measured: a header that would be broken is not sent.
  if (breaksHeader(location)) return answered(500, 'the Location header would be malformed');
  return answered(status, 'RewriteRule redirects', location);
}

/**
 * The path of an absolute URL, or a path, escaped for a Location header: in lower case, unlike mod_proxy (measured).
 */
function escapedUrl(url: string): string {
  const start = /^[a-z]+:\/\/[^/]*/i.exec(url)?.[0] ?? '';
  const path = canonicalPath(url.slice(start.length), false) ?? '';
  return start + path.replace(/%../g, (found) => found.toLowerCase());
}
