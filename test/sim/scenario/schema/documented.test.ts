/**
 * Goal: the reference names every key of the format, its example is sound, and the defaults
 * it shows are the ones in force.
 * Method: walk the schema and look each key up in docs/SCENARIO.md; load the example there; compare the defaults in its
 * tables with those of a scenario that sets nothing.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Plain } from '../../../../sim/scenario/document/node.ts';
import { scenarioSchema } from '../../../../sim/scenario/schema/scenario.ts';
import { goodText, load, loadSound } from '../fixtures.ts';

const PAGE = readFileSync(new URL('../../../../docs/SCENARIO.md', import.meta.url), 'utf8');

/** Keys of every map that the schema allows, anywhere. */
function keysOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return keysOf(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(keysOf);
  if (schema instanceof z.ZodArray) return keysOf(schema.element);
  if (schema instanceof z.ZodRecord) return keysOf(schema.valueType);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, field]) => [key, ...keysOf(field)]);
  return [];
}

it('names every key', () => {
  const words = new Set(PAGE.match(/[A-Za-z][A-Za-z0-9]*/g));
  expect(keysOf(scenarioSchema).filter((key) => !words.has(key))).toEqual([]);
});

it('shows a smallest scenario that loads', () => {
  const example = PAGE.split('```yaml\n')
    .find((block) => block.startsWith('version: 1'))!
    .split('```')[0]!;
  expect(loadSound(example)).toEqual(loadSound(goodText('minimal.yaml')));
});

describe('defaults', () => {
  const result = load(goodText('minimal.yaml'));
  if (!result.ok) throw new Error('the minimal scenario is sound');
  const { time, world, service, traffic, designs, experiment } = result.normalised as Record<
    string,
    { [key: string]: Plain }
  >;

  const at = (section: Plain, path: string): Plain =>
    path.split('.').reduce((value, key) => (value as { [key: string]: Plain })[key]!, section);

  const proxy = designs!.proxy as { [key: string]: Plain };

  it.each<readonly [section: { [key: string]: Plain }, path: string, shown: string]>([
    [time!, 'warmup', '0s'],
    [time!, 'interval', '10s'],
    [time!, 'startsAt', 'Mon 00:00'],
    [world!, 'clients.weight', 'internetUsers'],
    [world!, 'clients.networksPerMetro', '3'],
    [world!, 'clients.resolversPerNetwork', '4'],
    [world!, 'seed', 'gcp'],
    [service!, 'loadBalancingScheme', 'EXTERNAL_MANAGED'],
    [service!, 'networkTier', 'PREMIUM'],
    [service!, 'sessionAffinity', 'NONE'],
    [service!, 'healthCheck.checkInterval', '5s'],
    [service!, 'member.discipline', 'workers'],
    [service!, 'member.workers', '1000'],
    [service!, 'member.backlog', '511'],
    [traffic!, 'shape', 'flat'],
    [traffic!, 'clients.activity', 'equal'],
    [traffic!, 'clients.lifetime', 'perpetual'],
    [proxy, 'edge.maglevMachines', '4'],
    [proxy, 'edge.gfes', '8'],
    [proxy, 'edge.tableSize', '65537'],
    [proxy, 'edge.connectionTable.expiry', '10m'],
    [proxy, 'connectTimeout', '5s'],
    [proxy, 'serviceLbPolicy.loadBalancingAlgorithm', 'WATERFALL_BY_REGION'],
    [experiment!, 'replications', '1'],
    [experiment!, 'seed', '1'],
  ])('%#: default of a key', (section, path, shown) => {
    expect(String(at(section, path))).toBe(shown);
    const key = path.replace(/^member\./, '');
    expect(PAGE).toMatch(new RegExp(`^\\| \`${key.replaceAll('.', '\\.')}\` \\| \`${shown}\``, 'm'));
  });
});
