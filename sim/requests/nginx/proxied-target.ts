/**
 * The request target that `proxy_pass` sends.
 *
 * Source: nginx documentation, ngx_http_proxy_module, "proxy_pass": without a URI "the request URI is passed to the
 * server in the same form as sent by a client when the original request is processed, or the full normalized request
 * URI is passed when processing the changed URI"; with one, "the part of a normalized request URI matching the location
 * is replaced". src/http/modules/ngx_http_proxy_module.c, ngx_http_proxy_create_request.
 */
import type { NginxLocation, NginxProxyPass } from '../hop-settings.ts';
import { escapeUri } from './escape-uri.ts';
import type { NginxRequest } from './nginx-request.ts';

export function proxiedTarget(request: NginxRequest, location: NginxLocation, { uri }: NginxProxyPass): string {
  if (uri === null && !request.isChanged) return request.requestUri;
  const isReplaced = uri !== null && request.isLocationValid;
  const rest = isReplaced ? request.uri.slice(location.match.length) : request.uri;
  const mustEscape = request.isQuoted || request.isRewritten;
  const path = `${isReplaced ? uri : ''}${mustEscape ? escapeUri(rest) : rest}`;
  return request.args === '' ? path : `${path}?${request.args}`;
}
