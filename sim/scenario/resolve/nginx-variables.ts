/** Variables of an nginx hop: one that nothing sets is an error, as nginx itself does not start with it. */
import type { NginxDirective, NginxSettings } from '../../requests/hop-settings.ts';
import { BUILT_IN_VARIABLES, isKnownVariable } from '../../requests/nginx/nginx-request.ts';
import { allDirectives } from '../../requests/nginx/rewrite-script.ts';
import { parseTemplate } from '../../requests/nginx/template.ts';
import { compilePattern } from '../../requests/regex/pattern.ts';
import type { Reporter } from '../document/reporter.ts';
import { nearest } from '../suggest.ts';

type Rules = Pick<NginxSettings, 'rewrites' | 'locations'>;

/** Patterns are known to be sound by now. */
export function checkVariables(rules: Rules, path: readonly string[], reporter: Reporter): boolean {
  const { rewrites, locations } = rules;
  const everything = [...rewrites, ...locations.flatMap((location) => location.rewrites)];
  const known = new Set(allDirectives(everything).flatMap(variablesSetBy));
  for (const { modifier, match } of locations)
    if (modifier.startsWith('~')) for (const name of namesIn(match)) known.add(name);
  const lists: [readonly NginxDirective[], readonly string[]][] = [
    [rewrites, [...path, 'rewrites']],
    ...locations.map(({ rewrites: own }, index): [readonly NginxDirective[], string[]] => [
      own,
      [...path, 'locations', String(index), 'rewrites'],
    ]),
  ];
  const uses: Use[] = lists.flatMap(([directives, at]) =>
    directives.flatMap((directive, index) => usesIn(directive, [...at, String(index)])),
  );
  for (const [index, { action }] of locations.entries()) {
    if (action.kind === 'return' && action.text !== null)
      uses.push({ text: action.text, path: [...path, 'locations', String(index), 'return'] });
  }
  const names = [...Object.keys(BUILT_IN_VARIABLES), ...known];
  return uses.map((use) => checkUse(use, known, names, reporter)).every(Boolean);
}

interface Use {
  readonly text: string;
  readonly path: readonly string[];
}

function checkUse(
  { text, path }: Use,
  known: ReadonlySet<string>,
  names: readonly string[],
  reporter: Reporter,
): boolean {
  for (const part of parseTemplate(text)) {
    if (part.kind === 'text' && part.text.includes('$')) {
      reporter.error(path, 'a $ that begins no variable (nginx refuses to start)');
      return false;
    }
    if (part.kind !== 'variable' || isKnownVariable(part.name) || known.has(part.name)) continue;
    const guess = nearest(part.name, names);
    reporter.error(path, `unknown variable $${part.name}: nothing sets it`, guess === null ? null : `$${guess}`);
    return false;
  }
  return true;
}

function usesIn(directive: NginxDirective, path: readonly string[]): Use[] {
  switch (directive.kind) {
    case 'rewrite':
      return [{ text: directive.replace, path: [...path, 'replace'] }];
    case 'set':
      return [{ text: directive.value, path: [...path, 'to'] }];
    case 'return':
      return directive.text === null ? [] : [{ text: directive.text, path: [...path, 'return'] }];
    case 'break':
      return [];
    case 'if': {
      const { variable, operator, value, inner } = directive;
      const compared = operator === '=' || operator === '!=' ? [{ text: value, path: [...path, 'value'] }] : [];
      const below = inner.flatMap((own, index) => usesIn(own, [...path, 'do', String(index)]));
      return [{ text: variable, path: [...path, 'if'] }, ...compared, ...below];
    }
  }
}

function variablesSetBy(directive: NginxDirective): string[] {
  if (directive.kind === 'set') return [directive.variable.slice(1)];
  if (directive.kind === 'rewrite') return namesIn(directive.match);
  return directive.kind === 'if' && directive.operator?.includes('~') === true ? namesIn(directive.value) : [];
}

function namesIn(pattern: string): string[] {
  return [...compilePattern(pattern, { server: 'nginx', ignoresCase: false }).names.keys()];
}

/** Of the built-in ones only `$args` can be set. */
export function checkVariableToSet(variable: string, path: readonly string[], reporter: Reporter): boolean {
  const name = variable.slice(1);
  if (name === 'args' || !isKnownVariable(name)) return true;
  reporter.error(path, `${variable} cannot be set (nginx refuses to start)`);
  return false;
}
