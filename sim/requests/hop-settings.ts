/**
 * How the hops of a chain are configured: plain data, in the words of each server's own configuration, so that it can
 * be written to a scenario file, changed by a search, and printed as the server's directives.
 *
 * The next hop is called `next` wherever a server would name a host: `proxy_pass
 * http://next`, `ProxyPass / http://next/`.
 */

export const NEXT_HOP = 'http://next';

export type HopSettings = ApacheSettings | NginxSettings | BackendSettings;

export interface ApacheSettings {
  readonly kind: 'apache';
  readonly name: string;
  readonly mergeSlashes: boolean;
  readonly allowEncodedSlashes: 'Off' | 'On' | 'NoDecode';
  /** Since 2.4.60 a `?` that comes out of a request with `%3F` is refused unless a rule says UnsafeAllow3F. */
  readonly guardsQuestionMarks: boolean;
  /** `RewriteRule`s of the server, in order. */
  readonly rewrites: readonly ApacheRule[];
  /** `ProxyPass` lines, in order. */
  readonly proxyPass: readonly ApacheProxyPass[];
}

export interface ApacheRule {
  /** With a leading `!` it applies where the pattern does not match. */
  readonly match: string;
  /** `-`: nothing is replaced. */
  readonly replace: string;
  readonly flags: readonly string[];
  /** `RewriteCond`s. */
  readonly when: readonly ApacheCondition[];
}

export interface ApacheCondition {
  /** With variables: `%{QUERY_STRING}`. */
  readonly test: string;
  /** With a leading `!` it holds where the pattern does not match. */
  readonly match: string;
  readonly flags: readonly string[];
}

export interface ApacheProxyPass {
  readonly path: string;
  /** `http://next/…`, or `!` to leave the path alone. */
  readonly to: string;
  readonly nocanon: boolean;
}

export interface NginxSettings {
  readonly kind: 'nginx';
  readonly name: string;
  readonly mergeSlashes: boolean;
  /** Directives of the rewrite module in the server block, in order. */
  readonly rewrites: readonly NginxDirective[];
  readonly locations: readonly NginxLocation[];
}

export type NginxDirective =
  | NginxSimpleDirective
  | {
      readonly kind: 'if';
      /** `$request_uri` and the like. */
      readonly variable: string;
      /** `null`: whether it is neither empty nor 0. */
      readonly operator: NginxOperator | null;
      readonly value: string;
      readonly inner: readonly NginxSimpleDirective[];
    };

export type NginxSimpleDirective =
  | {
      readonly kind: 'rewrite';
      readonly match: string;
      readonly replace: string;
      readonly flag: NginxRewriteFlag | null;
    }
  | { readonly kind: 'set'; readonly variable: string; readonly value: string }
  | NginxReturn
  | { readonly kind: 'break' };

export interface NginxReturn {
  readonly kind: 'return';
  readonly status: number;
  /** The URL of a redirect, the text of another answer; `null` for none. */
  readonly text: string | null;
}

export const NGINX_OPERATORS = ['=', '!=', '~', '~*', '!~', '!~*'] as const;
export type NginxOperator = (typeof NGINX_OPERATORS)[number];

export const NGINX_REWRITE_FLAGS = ['last', 'break', 'redirect', 'permanent'] as const;
export type NginxRewriteFlag = (typeof NGINX_REWRITE_FLAGS)[number];

export interface NginxLocation {
  /**
   * `''`: a prefix; `=`: exactly; `^~`: a prefix that no pattern overrules; `~`, `~*`: a
   * pattern, with and without case.
   */
  readonly modifier: '' | '=' | '^~' | '~' | '~*';
  readonly match: string;
  readonly rewrites: readonly NginxDirective[];
  readonly action: NginxReturn | NginxProxyPass | { readonly kind: 'files' };
}

export interface NginxProxyPass {
  readonly kind: 'proxyPass';
  /** What follows the host; `null` without a URI, which forwards what came in the form in which it came. */
  readonly uri: string | null;
}

export interface BackendSettings {
  readonly kind: 'backend';
  readonly name: string;
  /** Paths that it answers with 200, to the letter; with a `*` at the end all that begin so. Anything else is 404. */
  readonly serves: readonly string[];
}
