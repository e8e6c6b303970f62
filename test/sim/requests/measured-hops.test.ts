/**
 * Goal: every rule that the models of Apache and nginx claim to follow is followed to the letter.
 * Method: what the real servers answered to targets at the edges of their parsers, a hop for each rule
 * (`measured/hops.txt`, written by bench/requests/compare-with-servers.ts), against the models.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outcomeText } from '../../../bench/requests/outcome-text.ts';
import { RULE_HOPS } from '../../../bench/requests/tried-hops.ts';
import { compileHop } from '../../../sim/requests/chain.ts';

/** Hop -> target -> what the server did. */
const measured = new Map<string, Map<string, string>>();
for (const line of readFileSync(new URL('./measured/hops.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')) {
  const [hop, target, outcome] = line.split('\t') as [string, string, string];
  if (hop !== '') measured.set(hop, new Map());
  else [...measured.values()].at(-1)!.set(target, outcome);
}

it('has answers for every hop', () => {
  expect([...measured.keys()]).toEqual(Object.keys(RULE_HOPS));
  expect(Math.min(...[...measured.values()].map(({ size }) => size))).toBeGreaterThan(50);
});

describe.each(Object.entries(RULE_HOPS))('%s', (name, settings) => {
  it('answers and forwards as the server did', () => {
    const hop = compileHop(settings);
    const targets = [...measured.get(name)!];
    const said = targets.map(([target]) => [target, outcomeText(hop.receive({ method: 'GET', target }).outcome)]);
    expect(said.map(([target, text]) => [target, encodeURI(text!)])).toEqual(targets);
  });
});
