/**
 * Goal: every server that was measured can be written as a scenario, and what is written loads back to it;
 * the page's examples are sound.
 * Method: the measured stacks and the hops of the rule table through YAML and back; the
 * blocks of docs/SCENARIO.md as files.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { RULE_HOPS } from '../../../bench/requests/tried-hops.ts';
import type { HopSettings } from '../../../sim/requests/hop-settings.ts';
import { BACKEND } from '../../../sim/requests/presets.ts';
import { loadRequests } from '../../../sim/scenario/load-requests.ts';
import { hopMap } from '../../../sim/scenario/normalise-requests.ts';
import { formatProblem } from '../../../sim/scenario/problem.ts';
import { MEASURED_STACKS } from '../requests/measured-stacks.ts';

function load(text: string) {
  const result = loadRequests([{ file: 's.yaml', text: `version: 1\nname: some\n${text}` }]);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.requests;
}

const chains: readonly (readonly [string, readonly HopSettings[]])[] = [
  ...Object.entries(MEASURED_STACKS),
  ...Object.entries(RULE_HOPS).map(([name, hop]): [string, HopSettings[]] => [name, [hop, BACKEND]]),
];

it.each(chains)('%s', (_, hops) => {
  const { chains: loaded } = load(stringify({ requests: { a: { target: '/a' } }, chains: { c: hops.map(hopMap) } }));
  expect(loaded[0]!.hops).toEqual(hops);
});

describe('docs/SCENARIO.md', () => {
  const page = readFileSync(new URL('../../../docs/SCENARIO.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block!);
  const requests = blocks.find((block) => block.startsWith('requests:'))!;
  const chainsBlock = blocks.find((block) => block.startsWith('chains:'))!;

  it('has examples of forms and chains that load', () => {
    const { mix, chains: loaded } = load(requests + chainsBlock);
    expect(mix.forms.map(({ share }) => share)).toEqual([0.97, 0.015, 0.015]);
    expect(loaded.map(({ id }) => id)).toEqual(['before', 'after']);
  });
});
