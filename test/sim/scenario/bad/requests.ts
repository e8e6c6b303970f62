/**
 * Faults in `requests` and `chains`: what is sent, which settings belong to which server,
 * and patterns that cannot be used.
 */
import type { BadScenario } from './bad-scenario.ts';

/** The last line of the good scenario, and with sections after it: they begin at line 73. */
const LAST = 'for: [spray], severity: warn }';

function adding(sections: string): NonNullable<BadScenario['edits']> {
  return [[LAST, `${LAST}\n${sections}`]];
}

/** A chain of one nginx with this in its map, at line 75. */
function nginx(settings: string): NonNullable<BadScenario['edits']> {
  return adding(`chains:\n  c:\n    - { preset: nginx, ${settings} }\n    - backend`);
}

function apache(settings: string): NonNullable<BadScenario['edits']> {
  return adding(`chains:\n  c:\n    - { preset: apache-2.4, ${settings} }\n    - backend`);
}

/** A target of so many characters, at line 74, for a chain of one server with this map, at line 77. */
function sending(length: number, server: string): NonNullable<BadScenario['edits']> {
  const requests = `requests:\n  long: { target: "/${'a'.repeat(length - 1)}" }`;
  return adding(`${requests}\nchains:\n  c:\n    - { ${server} }\n    - backend`);
}

/**
 * What is said of a pattern that is slow on the longest variant of a target: 21 characters
 * longer than the target itself.
 */
function slow(power: number, length: number, lengthMax: number): string {
  return `the pattern can take time that grows as the length of a target to the power ${power}; requests.long.target (its variant encoded-question-mark-and-ampersand) has ${length + 21} characters, expected at most ${lengthMax}: anchor the pattern, use [^/]* instead of .*, or repeat at most 9 times`;
}

export const BAD_REQUESTS: readonly BadScenario[] = [
  {
    name: 'a target that is a URL',
    edits: adding('requests:\n  a: { target: https://x/y }'),
    expected: [
      's.yaml:74:16 error requests.a.target: expected a request target: a path from its first slash on, in ASCII without blanks and "#" (at most 2048 characters); got "https://x/y"',
    ],
  },
  {
    name: 'a target with a blank',
    edits: adding('requests:\n  a: { target: /a b }'),
    expected: [
      's.yaml:74:16 error requests.a.target: expected a request target: a path from its first slash on, in ASCII without blanks and "#" (at most 2048 characters); got "/a b"',
    ],
  },
  {
    name: 'two forms that are one',
    edits: adding('requests:\n  a: { target: /x }\n  b: { target: /x }'),
    expected: ['s.yaml:75:16 error requests.b.target: the same request as a'],
  },
  {
    name: 'shares of more than all',
    edits: adding('requests:\n  a: { target: /x, share: 70% }\n  b: { target: /y, share: 40% }'),
    expected: ['s.yaml:75:27 error requests.b.share: the shares are 110% together, more than all requests'],
  },
  {
    name: 'shares that leave something over',
    edits: adding('requests:\n  a: { target: /x, share: 70% }\n  b: { target: /y, share: 20% }'),
    expected: ['s.yaml:75:27 error requests.b.share: the shares are 90% together; leave one out to give it the rest'],
  },
  {
    name: 'an expectation that is no status',
    edits: adding('requests:\n  a: { target: /x, expect: ok }'),
    expected: ['s.yaml:74:28 error requests.a.expect: expected a status, or a map with "status" and "saw"; got "ok"'],
  },
  {
    name: 'a preset misspelt',
    edits: adding('chains:\n  c: [ngnix, backend]'),
    expected: [
      's.yaml:74:7 error chains.c.0: expected one of apache-2.4, apache-2.4.59, nginx, backend, or a map with "preset" and settings; got "ngnix" (did you mean "nginx"?)',
    ],
  },
  {
    name: 'a preset in a map misspelt',
    edits: adding('chains:\n  c: [{ preset: apache }, backend]'),
    expected: [
      's.yaml:74:17 error chains.c.0.preset: expected one of apache-2.4, apache-2.4.59, nginx, backend; got "apache" (did you mean "apache-2.4"?)',
    ],
  },
  {
    name: 'a chain without a backend',
    edits: adding('chains:\n  c: [apache-2.4, nginx]'),
    expected: ['s.yaml:74:19 error chains.c.1: a chain ends in a backend'],
  },
  {
    name: 'a backend before its end',
    edits: adding('chains:\n  c: [backend, nginx, backend]'),
    expected: ['s.yaml:74:7 error chains.c.0: nothing comes after a backend'],
  },
  {
    name: 'a setting of another server',
    edits: nginx('allowEncodedSlashes: On'),
    expected: [
      's.yaml:75:24 error chains.c.0.allowEncodedSlashes: nginx has no "allowEncodedSlashes": it is for apache',
    ],
  },
  {
    name: 'a name used twice',
    edits: adding('chains:\n  c:\n    - { preset: nginx, name: a }\n    - { preset: nginx, name: a }\n    - backend'),
    expected: ['s.yaml:76:30 error chains.c.1.name: the name "a" is already used above'],
  },
  {
    name: 'a setting misspelt',
    edits: nginx('mergeSlash: true'),
    expected: [
      's.yaml:75:24 error chains.c.0.mergeSlash: unknown key; allowed here: preset, name, mergeSlashes, allowEncodedSlashes, rewrites, proxyPass, locations, serves (did you mean "mergeSlashes"?)',
    ],
  },
  {
    name: 'a directive of nginx in Apache',
    edits: apache('rewrites: [{ set: $a, to: b }]'),
    expected: ['s.yaml:75:42 error chains.c.0.rewrites.0.set: "set" is for nginx'],
  },
  {
    name: 'a flag that there is not',
    edits: apache('rewrites: [{ match: ^/, replace: "-", flags: [QSAA] }]'),
    expected: [
      's.yaml:75:75 error chains.c.0.rewrites.0.flags.0: no flag that is modelled: "QSAA"; there are P, L, END, PT, QSA, QSD, QSL, NE, B, BNP, NC, UnsafeAllow3F, F, G, R (did you mean "QSA"?)',
    ],
  },
  {
    name: 'a proxied rule that leads elsewhere',
    edits: apache('rewrites: [{ match: ^/, replace: /x, flags: [P] }]'),
    expected: [
      's.yaml:75:62 error chains.c.0.rewrites.0.replace: a rule with [P] replaces by http://next/ and a path; got "/x"',
    ],
  },
  {
    name: 'a variable that Apache does not have here',
    edits: apache('rewrites: [{ match: ^/, replace: "/%{QUERY_STRNG}" }]'),
    expected: [
      's.yaml:75:64 error chains.c.0.rewrites.0.replace: unknown variable %{QUERY_STRNG}; there are REQUEST_URI, QUERY_STRING, THE_REQUEST and REQUEST_METHOD (did you mean "QUERY_STRING"?)',
    ],
  },
  {
    name: 'a rewrite map',
    edits: apache('rewrites: [{ match: ^/, replace: "/\x24{m:$1}" }]'),
    expected: ['s.yaml:75:64 error chains.c.0.rewrites.0.replace: maps (RewriteMap) are not modelled'],
  },
  {
    name: 'a rule without its replacement',
    edits: apache('rewrites: [{ match: ^/ }]'),
    expected: ['s.yaml:75:40 error chains.c.0.rewrites.0: a rule needs "match" and "replace" ("-" replaces nothing)'],
  },
  {
    name: 'a pattern with an open group',
    edits: nginx('rewrites: [{ match: ^/(a, replace: /b }]'),
    expected: ['s.yaml:75:46 error chains.c.0.rewrites.0.match: the pattern has a ( without its )'],
  },
  {
    name: 'a pattern that can run away',
    edits: nginx('rewrites: [{ match: ^/(a+)+$, replace: /b }]'),
    expected: [
      's.yaml:75:44 error chains.c.0.rewrites.0.match: the pattern can take exponential time: it repeats something that can match the same text in two ways; make the parts of the repeat exclude each other',
    ],
  },
  {
    name: 'a pattern that is slow on a long target',
    edits: sending(2_000, 'preset: nginx, rewrites: [{ match: ^.*.*.*x$, replace: /b }]'),
    expected: [`s.yaml:77:44 error chains.c.0.rewrites.0.match: ${slow(3, 2_000, 1_214)}`],
  },
  {
    name: 'a pattern that is slow on a target of a few hundred characters, because it may begin anywhere',
    edits: sending(
      400,
      'preset: nginx, locations: [{ location: "~* .*.*.*x$", rewrites: [{ match: ^.*.*.*x$, replace: /b }] }]',
    ),
    expected: [`s.yaml:77:52 error chains.c.0.locations.0.location: ${slow(4, 400, 288)}`],
  },
  {
    name: 'a comparison and a rule within it that are slow',
    edits: sending(
      300,
      'preset: nginx, rewrites: [{ if: $uri, op: "!~", value: ^.*.*.*.*x$, do: [{ match: ^.*.*.*.*.*y$, replace: /b }] }]',
    ),
    expected: [
      `s.yaml:77:64 error chains.c.0.rewrites.0.value: ${slow(4, 300, 288)}`,
      `s.yaml:77:91 error chains.c.0.rewrites.0.do.0.match: ${slow(5, 300, 126)}`,
    ],
  },
  {
    name: 'a negated condition of Apache that is slow',
    edits: sending(
      300,
      'preset: apache-2.4, rewrites: [{ match: ^/, replace: "-", when: [{ test: "%{REQUEST_URI}", match: "!^.*.*.*.*x$" }] }]',
    ),
    expected: [`s.yaml:77:109 error chains.c.0.rewrites.0.when.0.match: ${slow(4, 300, 288)}`],
  },
  {
    name: 'a pattern after its negation',
    edits: apache('rewrites: [{ match: "!^/a(?>b)", replace: "-" }]'),
    expected: [
      's.yaml:75:54 error chains.c.0.rewrites.0.match: the pattern has a group of a kind that is not supported ((?>b)',
    ],
  },
  {
    name: 'a pattern of a location',
    edits: nginx('locations: [{ location: "~ ^/[a", proxyPass: http://next }]'),
    expected: ['s.yaml:75:53 error chains.c.0.locations.0.location: the pattern has a [ without its ]'],
  },
  {
    name: 'a flag that nginx does not know',
    edits: nginx('rewrites: [{ match: ^/, replace: /b, flags: [lst] }]'),
    expected: [
      's.yaml:75:69 error chains.c.0.rewrites.0.flags.0: unknown flag "lst"; there are last, break, redirect, permanent (did you mean "last"?)',
    ],
  },
  {
    name: 'two flags of nginx',
    edits: nginx('rewrites: [{ match: ^/, replace: /b, flags: [last, break] }]'),
    expected: ['s.yaml:75:75 error chains.c.0.rewrites.0.flags.1: nginx takes one flag'],
  },
  {
    name: 'a variable that nothing sets',
    edits: nginx('rewrites: [{ match: ^/, replace: $request_url }]'),
    expected: [
      's.yaml:75:57 error chains.c.0.rewrites.0.replace: unknown variable $request_url: nothing sets it (did you mean "$request_uri"?)',
    ],
  },
  {
    name: 'a dollar that begins nothing',
    edits: nginx('rewrites: [{ match: ^/, replace: /a$/b }]'),
    expected: [
      's.yaml:75:57 error chains.c.0.rewrites.0.replace: a $ that begins no variable (nginx refuses to start)',
    ],
  },
  {
    name: 'a built-in variable set',
    edits: nginx('rewrites: [{ set: $uri, to: /x }]'),
    expected: ['s.yaml:75:42 error chains.c.0.rewrites.0.set: $uri cannot be set (nginx refuses to start)'],
  },
  {
    name: 'a comparison by half',
    edits: nginx('rewrites: [{ if: $args, op: "=", do: [{ return: 404 }] }]'),
    expected: [
      's.yaml:75:35 error chains.c.0.rewrites.0: a comparison needs "op" and "value"; without both it asks for neither empty nor 0',
    ],
  },
  {
    name: 'an if that does nothing',
    edits: nginx('rewrites: [{ if: $args }]'),
    expected: ['s.yaml:75:35 error chains.c.0.rewrites.0: "if" needs "do"'],
  },
  {
    name: 'two directives in one',
    edits: nginx('rewrites: [{ match: ^/, replace: /b, return: 404 }]'),
    expected: ['s.yaml:75:61 error chains.c.0.rewrites.0.return: expected only one of the keys match and return'],
  },
  {
    name: 'a condition of Apache in nginx',
    edits: nginx('rewrites: [{ match: ^/, replace: /b, when: [] }]'),
    expected: ['s.yaml:75:61 error chains.c.0.rewrites.0.when: "when" is for Apache'],
  },
  {
    name: 'a location with a path and a pattern',
    edits: nginx('locations: [{ location: "~ ^/a", proxyPass: http://next/b }]'),
    expected: [
      's.yaml:75:68 error chains.c.0.locations.0.proxyPass: "proxyPass" cannot have a path in a location given by a pattern (nginx refuses to start)',
    ],
  },
  {
    name: 'a location that proxies and returns',
    edits: nginx('locations: [{ location: /, proxyPass: http://next, return: 404 }]'),
    expected: ['s.yaml:75:75 error chains.c.0.locations.0.return: a location proxies or returns, not both'],
  },
  {
    name: 'a location twice',
    edits: nginx('locations: [{ location: / }, { location: / }]'),
    expected: ['s.yaml:75:65 error chains.c.0.locations.1.location: a second location "/"'],
  },
  {
    name: 'a location that is no path',
    edits: nginx('locations: [{ location: api }]'),
    expected: [
      's.yaml:75:48 error chains.c.0.locations.0.location: expected a location such as /api/, "= /api/v1/users", "^~ /static/" or "~ \\.php$"; got "api"',
    ],
  },
  {
    name: 'a proxyPass to a host',
    edits: nginx('locations: [{ location: /, proxyPass: http://10.0.0.1 }]'),
    expected: [
      's.yaml:75:62 error chains.c.0.locations.0.proxyPass: expected http://next, or http://next/ and a path; got "http://10.0.0.1"',
    ],
  },
  {
    name: 'requests only, where something is to be simulated',
    text: 'version: 1\nname: only\nchains:\n  c: [nginx, backend]\n',
    expected: [
      's.yaml:1:1 error nothing to simulate: it has requests and chains only, which `spillway requests` compares',
    ],
  },
];
