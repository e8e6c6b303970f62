/**
 * The directives of ngx_http_rewrite_module, run over a request in order.
 *
 * Source: nginx, src/http/modules/ngx_http_rewrite_module.c and src/http/ngx_http_script.c. One departure: 1.22.1 keeps
 * escaping captures in every rewrite after one whose replacement has arguments, with a buffer that is too short for it;
 * here, as in later versions, it ends with the rewrite.
 */
import { answered, type HopOutcome, type HopStep } from '../hop.ts';
import type { NginxDirective, NginxSimpleDirective } from '../hop-settings.ts';
import { compilePattern, type Pattern } from '../regex/pattern.ts';
import { directiveText } from './directive-text.ts';
import { unescapeRedirect } from './escape-uri.ts';
import { type NginxRequest, stepOf, variableValue } from './nginx-request.ts';
import { fillTemplate, parseTemplate } from './template.ts';

/** `next`: with the following directive; `stop`: the rest is skipped; an outcome: the request is answered. */
type Verdict = 'next' | 'stop' | HopOutcome;

interface Run {
  readonly request: NginxRequest;
  readonly steps: HopStep[];
  /** Captures are escaped in `set` until a rewrite has matched. */
  escapesCaptures: boolean;
}

type Step = (run: Run) => Verdict;

export type RewriteScript = (request: NginxRequest, steps: HopStep[]) => HopOutcome | null;

/**
 * Gives the answer if a directive answers.
 *
 * @throws RegexFault
 */
export function compileScript(directives: readonly NginxDirective[]): RewriteScript {
  const program = directives.map(compileDirective);
  return (request, steps) => {
    const run: Run = { request, steps, escapesCaptures: true };
    const verdict = runAll(program, run);
    return typeof verdict === 'string' ? null : verdict;
  };
}

function runAll(program: readonly Step[], run: Run): Verdict {
  for (const step of program) {
    const verdict = step(run);
    if (verdict !== 'next') return verdict;
  }
  return 'next';
}

function compileDirective(directive: NginxDirective): Step {
  switch (directive.kind) {
    case 'rewrite':
      return compileRewrite(directive);
    case 'set':
      return compileSet(directive);
    case 'return':
      return compileReturn(directive);
    case 'break':
      return ({ request }) => {
        if (request.mustFindLocation) request.isLocationValid = false;
        request.mustFindLocation = false;
        return 'stop';
      };
    case 'if': {
      const holds = compileTest(directive);
      const inner = directive.inner.map(compileDirective);
      return (run) => (holds(run.request) ? runAll(inner, run) : 'next');
    }
  }
}

type Of<Kind extends NginxDirective['kind']> = Extract<NginxDirective, { kind: Kind }>;

function compileRewrite(directive: Of<'rewrite'>): Step {
  const { match, flag } = directive;
  const pattern = compilePattern(match, { server: 'nginx', ignoresCase: false });
  const keepsArgs = !directive.replace.endsWith('?');
  const replace = keepsArgs ? directive.replace : directive.replace.slice(0, -1);
  const isRedirect = flag === 'redirect' || flag === 'permanent' || /^(https?:\/\/|\$scheme)/.test(replace);
  if (isRedirect) return compileRedirect(directive, pattern, replace, keepsArgs);
  const mark = replace.indexOf('?');
  const path = parseTemplate(mark < 0 ? replace : replace.slice(0, mark));
  const args = mark < 0 ? null : parseTemplate(replace.slice(mark + 1));
  const did = directiveText(directive);
  return (run) => {
    const { request } = run;
    if (!captured(pattern, request.uri, request)) return 'next';
    const uri = fillTemplate(path, request, false);
    const kept = keepsArgs ? request.args : '';
    if (args === null) request.args = kept;
    else request.args = `${fillTemplate(args, request, true)}${kept === '' ? '' : `&${kept}`}`;
    request.uri = uri;
    request.isChanged = true;
    request.isRewritten = true;
    request.mustFindLocation = flag !== 'break';
    if (flag === 'break') request.isLocationValid = false;
    run.escapesCaptures = false;
    run.steps.push(stepOf(did, request));
    if (uri === '') return answered(500, 'the rewritten URI has a zero length');
    return flag === null ? 'next' : 'stop';
  };
}

function compileRedirect(directive: Of<'rewrite'>, pattern: Pattern, replace: string, keepsArgs: boolean): Step {
  const target = parseTemplate(replace);
  const separator = replace.includes('?') ? '&' : '?';
  return ({ request }) => {
    if (!captured(pattern, request.uri, request)) return 'next';
    const location = unescapeRedirect(fillTemplate(target, request, true));
    const args = keepsArgs && request.args !== '' ? `${separator}${request.args}` : '';
    return answered(directive.flag === 'permanent' ? 301 : 302, directiveText(directive), location + args);
  };
}

function compileSet(directive: Of<'set'>): Step {
  const name = directive.variable.slice(1);
  const value = parseTemplate(directive.value);
  return ({ request, escapesCaptures }) => {
    const text = fillTemplate(value, request, escapesCaptures);
    if (name === 'args') {
      request.args = text;
      request.isChanged = true;
    } else request.variables.set(name, text);
    return 'next';
  };
}

function compileReturn(directive: Of<'return'>): Step {
  const outcome = compileAnswer(directive);
  return ({ request }) => outcome(request);
}

/** Of a `return`, in a script or as all that a location does. */
export function compileAnswer(directive: Of<'return'>): (request: NginxRequest) => HopOutcome {
  const { status, text } = directive;
  const target = isRedirectStatus(status) && text !== null ? parseTemplate(text) : null;
  const did = directiveText(directive);
  return (request) => answered(status, did, target === null ? null : fillTemplate(target, request, false));
}

function isRedirectStatus(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function compileTest({ variable, operator, value }: Of<'if'>): (request: NginxRequest) => boolean {
  const name = variable.slice(1);
  if (operator === null) return (request) => !['', '0'].includes(variableValue(name, request));
  const isNegated = operator.startsWith('!');
  if (operator === '=' || operator === '!=') {
    const wanted = parseTemplate(value);
    return (request) => (variableValue(name, request) === fillTemplate(wanted, request, false)) !== isNegated;
  }
  const pattern = compilePattern(value, { server: 'nginx', ignoresCase: operator.endsWith('*') });
  return (request) => captured(pattern, variableValue(name, request), request) !== isNegated;
}

/** Runs a pattern; its groups become `$1` and so on, the named ones variables, as they are and without escaping. */
export function captured(pattern: Pattern, subject: string, request: NginxRequest): boolean {
  const found = pattern.match(subject);
  request.captures = found ?? [];
  if (found === null) return false;
  for (const [name, number] of pattern.names) request.variables.set(name, found[number]!);
  return true;
}

/** Directives in the order in which they stand, those of `if` blocks in their place. */
export function allDirectives(directives: readonly NginxDirective[]): NginxDirective[] {
  return directives.flatMap((directive): NginxDirective[] =>
    directive.kind === 'if' ? [directive, ...(directive.inner as readonly NginxSimpleDirective[])] : [directive],
  );
}
