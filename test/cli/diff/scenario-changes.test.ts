/**
 * Goal: what differs between two scenarios is named by its path. Method: small YAML texts.
 */
import { expect, test } from 'vitest';
import { scenarioChanges } from '../../../cli/diff/scenario-changes.ts';

const BEFORE = `name: one
service: { backends: { web: { capacityScaler: 1, zones: [a, b] } } }
events: [{ id: lost, at: 20m }, { id: gone, at: 1m }]
experiment: { replications: 10 }
`;

test.each([
  [BEFORE, []],
  [BEFORE.replace('capacityScaler: 1', 'capacityScaler: 0.95'), ['service.backends.web.capacityScaler: 1 → 0.95']],
  [BEFORE.replace('[a, b]', '[a, c]'), ['service.backends.web.zones: ["a","b"] → ["a","c"]']],
  [BEFORE.replace('20m', '21m'), ['events.lost.at: "20m" → "21m"']],
  [BEFORE.replace(', { id: gone, at: 1m }', ''), ['events.gone.id: "gone" → none', 'events.gone.at: "1m" → none']],
  [BEFORE.replace('service:', 'time: { warmup: 1m }\nservice:'), ['time.warmup: none → "1m"']],
  [BEFORE.replace('name: one', 'name: two').replace('10', '3'), []],
])('case %#', (after, changes) => {
  expect(scenarioChanges(BEFORE, after)).toEqual(changes);
});
