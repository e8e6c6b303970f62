/**
 * Directives as they are written in nginx.conf.
 */
import type { NginxDirective, NginxLocation, NginxSimpleDirective } from '../hop-settings.ts';

/** Without the semicolon or the block of an `if`. */
export function directiveText(directive: NginxDirective): string {
  switch (directive.kind) {
    case 'rewrite': {
      const flag = directive.flag === null ? '' : ` ${directive.flag}`;
      return `rewrite ${quoted(directive.match)} ${quoted(directive.replace)}${flag}`;
    }
    case 'set':
      return `set ${directive.variable} ${quoted(directive.value)}`;
    case 'return':
      return `return ${directive.status}${directive.text === null ? '' : ` ${quoted(directive.text)}`}`;
    case 'break':
      return 'break';
    case 'if': {
      const test = directive.operator === null ? '' : ` ${directive.operator} ${quoted(directive.value)}`;
      return `if (${directive.variable}${test})`;
    }
  }
}

/** As lines of a configuration file, each with its semicolon. */
export function directiveLines(directive: NginxDirective): string[] {
  if (directive.kind !== 'if') return [`${directiveText(directive)};`];
  const inner = directive.inner.map((own: NginxSimpleDirective) => `    ${directiveText(own)};`);
  return [`${directiveText(directive)} {`, ...inner, '}'];
}

export function locationText({ modifier, match }: NginxLocation): string {
  return `location ${modifier === '' ? '' : `${modifier} `}${quoted(match)}`;
}

/** nginx takes a backslash before a quote or a backslash away, also between quotes. */
function quoted(text: string): string {
  if (text !== '' && !/[\s;{}()"'\\#]/.test(text)) return text;
  return `"${text.replace(/\\(?=[\\"'])|\\$|"/g, (found) => `\\${found}`)}"`;
}
