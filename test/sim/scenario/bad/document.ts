/** Faults of the file itself: syntax, top-level keys, versions. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_DOCUMENT: readonly BadScenario[] = [
  {
    name: 'an empty file',
    text: '',
    expected: ['s.yaml:1:1 error the file is empty; a scenario starts with "version: 1"'],
  },
  {
    name: 'no map at the top',
    text: '- 1\n- 2\n',
    expected: ['s.yaml:1:1 error expected a map of keys to values at the top, such as "version: 1"'],
  },
  {
    name: 'a key given twice',
    edits: [['  warmup: 2m\n', '  warmup: 2m\n  warmup: 3m\n']],
    expected: ['s.yaml:9:3 error this key is already set above in the same map'],
  },
  {
    name: 'a tab as indentation',
    edits: [['  warmup: 2m\n', '\twarmup: 2m\n']],
    expected: ['s.yaml:8:1 error a tab cannot indent YAML; use spaces'],
  },
  {
    name: 'a tag',
    edits: [['warmup: 2m', 'warmup: !!js 2m']],
    expected: ['s.yaml:8:11 error a scenario holds plain data: remove the tag'],
  },
  {
    name: 'two documents',
    edits: [['traffic:\n', '---\ntraffic:\n']],
    expected: ['s.yaml:43:1 error a scenario file holds one document; remove the "---" and what follows'],
  },
  {
    name: 'a broken flow',
    edits: [['{ pop: icn }', '{ pop: icn']],
    expected: ['s.yaml:62:1 error Flow map in block collection must be sufficiently indented and end with a }'],
  },
  {
    name: 'an unknown key at the top',
    edits: [['expect:\n', 'expects:\n']],
    expected: [
      's.yaml:68:1 error expects: unknown key; allowed here: version, name, question, answer, time, world, service, traffic, designs, events, experiment, expect, explain, requests, chains (did you mean "expect"?)',
    ],
  },
  {
    name: 'a missing section',
    edits: [
      ['version: 1\n', ''],
      ['world:\n  extends: gcp\n', 'wrld:\n  extends: gcp\n'],
    ],
    expected: [
      's.yaml:1:1 error version: missing; expected 1, the version of this format',
      's.yaml:10:1 error wrld: unknown key; allowed here: version, name, question, answer, time, world, service, traffic, designs, events, experiment, expect, explain, requests, chains (did you mean "world"?)',
    ],
  },
  {
    name: 'a wrong version and name',
    edits: [
      ['version: 1', 'version: 2'],
      ['name: region-at-capacity', 'name: Region at capacity'],
    ],
    expected: [
      's.yaml:2:10 error version: expected 1, the version of this format; got 2',
      's.yaml:3:7 error name: expected a name in kebab case such as region-at-capacity; got "Region at capacity"',
    ],
  },
  {
    name: 'a colon too many',
    edits: [['that: dropped == 0, for: [waterfall] }', 'that: dropped: 0, for: [waterfall] }']],
    expected: ['s.yaml:69:27 error a ": " within braces or brackets: put the text in quotes'],
  },
];
