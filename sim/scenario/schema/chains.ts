/** `chains`: the servers that a request passes, each with the settings that change its form. */
import { z } from 'zod';
import { NGINX_OPERATORS } from '../../requests/hop-settings.ts';
import { HOP_PRESET_NAMES } from '../../requests/presets.ts';
import { choice, exactlyOneKey, expected, id } from './quantities.ts';

const pattern = (): z.ZodString => z.string({ error: expected('a regular expression') });

const returnedError = expected('a status such as 404, or a status and its text or URL such as "301 /new$request_uri"');

const returned = z
  .union([z.int().min(200).max(599), z.string().regex(/^[2-5]\d\d( \S.*)?$/, { error: returnedError })], {
    error: returnedError,
  })
  .describe('nginx: answers at once.');

const simpleFields = {
  match: pattern().optional().describe('Pattern that the path must match; with "!" before it (Apache), must not.'),
  replace: z.string().optional().describe('What the path becomes, as the server writes it ($1, %1, $name).'),
  flags: z.array(z.string()).optional().describe('Flags of the rule, as the server names them: [P, L], [last].'),
  when: z
    .array(
      z.strictObject({
        test: z.string().describe('Text with variables: %{QUERY_STRING}.'),
        match: pattern().describe('Pattern for it; with "!" before it, it must not match.'),
        flags: z.array(z.string()).optional().describe('NC, OR.'),
      }),
    )
    .optional()
    .describe('Apache: the conditions of the rule (RewriteCond).'),
  set: z.string().optional().describe('nginx: a variable, with its $.'),
  to: z.string().optional().describe('nginx: what it is set to.'),
  return: returned.optional(),
  break: z
    .literal(true, { error: expected('true') })
    .optional()
    .describe('nginx: ends the rules.'),
};

const SIMPLE_KINDS = ['match', 'set', 'return', 'break'];
const oneSimpleKind = exactlyOneKey(SIMPLE_KINDS);
const oneKind = exactlyOneKey([...SIMPLE_KINDS, 'if']);

const simpleDirective = z
  .strictObject(simpleFields)
  .refine(oneSimpleKind.accepts, oneSimpleKind.options)
  .meta(oneSimpleKind.meta);

export const directiveSchema = z
  .strictObject({
    ...simpleFields,
    if: z.string().optional().describe('nginx: a variable, with its $.'),
    op: choice(NGINX_OPERATORS).optional().describe('nginx: how it is compared. Default: neither empty nor 0.'),
    value: z.string().optional().describe('nginx: what it is compared with.'),
    do: z.array(simpleDirective).optional().describe('nginx: directives for when that holds.'),
  })
  .refine(oneKind.accepts, oneKind.options)
  .meta(oneKind.meta);

const rewrites = z.array(directiveSchema).optional();

export const locationSchema = z.strictObject({
  location: z
    .string({ error: expected('a location such as /api/, "= /api/v1/users", "^~ /static/" or "~ \\.php$"') })
    .regex(/^((=|\^~) )?\/\S*$|^~\*? \S+$/, {
      error: expected('a location such as /api/, "= /api/v1/users", "^~ /static/" or "~ \\.php$"'),
    })
    .describe('As nginx writes it: a prefix, "= path", "^~ prefix", "~ pattern" or "~* pattern".'),
  rewrites: rewrites.describe('Directives of the location.'),
  proxyPass: z
    .string({ error: expected('http://next, or http://next/ and a path') })
    .regex(/^http:\/\/next(\/\S*)?$/, { error: expected('http://next, or http://next/ and a path') })
    .optional()
    .describe('http://next forwards what came as it came; http://next/path replaces the part that matched.'),
  return: returned.optional(),
});

const proxyPassLine = z.strictObject({
  path: z
    .string()
    .regex(/^\/\S*$/, { error: expected('a path') })
    .describe('Prefix of the path.'),
  to: z
    .string()
    .regex(/^(!|http:\/\/next\/\S*)$/, { error: expected('http://next/ and perhaps a path, or "!"') })
    .describe('What it becomes: http://next/…; "!" leaves it alone.'),
  nocanon: z.boolean().optional().describe('Forward the raw path. Default false.'),
});

const preset = choice(HOP_PRESET_NAMES);

export const hopSchema = z.strictObject({
  preset: preset.describe('The server that it is.'),
  name: id().optional().describe('How answers name it. Default: apache, nginx, backend.'),
  mergeSlashes: z.boolean().optional().describe('MergeSlashes, merge_slashes. Default true.'),
  allowEncodedSlashes: choice(['Off', 'On', 'NoDecode'])
    .optional()
    .describe('Apache: AllowEncodedSlashes. Default Off.'),
  rewrites: rewrites.describe('Rules of the server, in order. Default none.'),
  proxyPass: z
    .array(proxyPassLine)
    .optional()
    .describe('Apache: ProxyPass lines, in order. Default one: / to http://next/.'),
  locations: z.array(locationSchema).optional().describe('nginx: locations. Default one: / to http://next.'),
  serves: z
    .array(z.string().regex(/^\/\S*$/, { error: expected('a path, perhaps with * at its end') }))
    .min(1)
    .optional()
    .describe('Backend: paths that it knows, to the letter; with * at the end, all that begin so. Default /*.'),
});

export const chainSchema = z
  .array(
    z.union([preset, hopSchema], {
      error: expected(`one of ${HOP_PRESET_NAMES.join(', ')}, or a map with "preset" and settings`),
    }),
  )
  .min(1);

export const chainsSchema = z.record(id(), chainSchema).describe('Servers in a row, by id; the last one is a backend.');

export type ChainInput = z.infer<typeof chainSchema>;
export type HopInput = z.infer<typeof hopSchema>;
export type DirectiveInput = z.infer<typeof directiveSchema>;
export type SimpleDirectiveInput = z.infer<typeof simpleDirective>;
export type LocationInput = z.infer<typeof locationSchema>;
