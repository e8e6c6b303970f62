/**
 * Texts with variables and captures: `/new$1?id=$arg_id`.
 *
 * Source: nginx, src/http/ngx_http_script.c, ngx_http_script_compile and ngx_http_script_copy_capture_code.
 */
import { escapeArgs } from './escape-uri.ts';
import { type NginxRequest, variableValue } from './nginx-request.ts';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'capture'; readonly number: number }
  | { readonly kind: 'variable'; readonly name: string };

/** A `$` that begins no name stays, as a literal; nginx refuses it, and so does the check of the scenario. */
export function parseTemplate(source: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const found of source.matchAll(/\$(?:([1-9])|(\w+)|\{(\w+)\})/g)) {
    if (found.index > at) parts.push({ kind: 'text', text: source.slice(at, found.index) });
    const [whole, number, bare, braced] = found;
    if (number !== undefined) parts.push({ kind: 'capture', number: Number(number) });
    else parts.push({ kind: 'variable', name: (bare ?? braced)! });
    at = found.index + whole.length;
  }
  if (at < source.length) parts.push({ kind: 'text', text: source.slice(at) });
  return parts;
}

/**
 * `escapesCaptures`: as in arguments, and in a `set` before the first rewrite that
 * matched. Variables are never escaped.
 */
export function fillTemplate(parts: readonly TemplatePart[], request: NginxRequest, escapesCaptures: boolean): string {
  return parts.map((part) => filledPart(part, request, escapesCaptures)).join('');
}

function filledPart(part: TemplatePart, request: NginxRequest, escapesCaptures: boolean): string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'variable') return variableValue(part.name, request);
  const capture = request.captures[part.number] ?? '';
  // nginx skips the escaping where nothing in the path was encoded.
  return escapesCaptures && (request.isQuoted || request.hasPlus) ? escapeArgs(capture) : capture;
}
