/**
 * Directives as they are written in httpd.conf.
 */
import type { ApacheProxyPass, ApacheRule } from '../hop-settings.ts';

export function ruleText({ match, replace, flags }: ApacheRule): string {
  return `RewriteRule ${quoted(match)} ${quoted(replace)}${flagText(flags)}`;
}

/** With its conditions, a line each. */
export function ruleLines(rule: ApacheRule): string[] {
  const conditions = rule.when.map(
    ({ test, match, flags }) => `RewriteCond ${quoted(test)} ${quoted(match)}${flagText(flags)}`,
  );
  return [...conditions, ruleText(rule)];
}

export function proxyPassText({ path, to, nocanon }: ApacheProxyPass): string {
  return `ProxyPass ${path} ${to}${nocanon ? ' nocanon' : ''}`;
}

function flagText(flags: readonly string[]): string {
  return flags.length === 0 ? '' : ` [${flags.join(',')}]`;
}

/** Apache takes a backslash before a quote or a backslash away. */
function quoted(text: string): string {
  return `"${text.replace(/\\(?=[\\"])|\\$|"/g, (found) => `\\${found}`)}"`;
}
