/**
 * Goal: the models of Apache, nginx and a strict backend answer as the real ones did.
 * Method: every cell of the measured table, 15 request forms through 20 stacks of servers: status, who answered, what
 * the backend saw, what it took for `limit`, and the Location header. No form has a case of its own: the stacks are the
 * configuration files of the measurement.
 */
import { describe, expect, it } from 'vitest';
import { compileChain } from '../../../sim/requests/chain.ts';
import { queryPairs } from '../../../sim/requests/query-pairs.ts';
import { splitTarget } from '../../../sim/requests/target.ts';
import { MEASURED_STACKS } from './measured-stacks.ts';
import { measuredTable } from './measured-table.ts';

const TABLE = measuredTable();
const chains = Object.fromEntries(Object.entries(MEASURED_STACKS).map(([name, hops]) => [name, compileChain(hops)]));

it('has every form through every stack, once', () => {
  const forms = new Set(TABLE.map(({ uri }) => uri));
  const cells = new Set(TABLE.map(({ uri, stack }) => `${uri} ${stack}`));
  expect([...new Set(TABLE.map(({ stack }) => stack))].toSorted()).toEqual(Object.keys(MEASURED_STACKS).toSorted());
  expect([forms.size, cells.size, TABLE.length]).toEqual([15, 300, 300]);
});

describe.each(Object.keys(MEASURED_STACKS))('%s', (stack) => {
  it.each(TABLE.filter((cell) => cell.stack === stack))('$uri: $status by $answeredBy', (cell) => {
    const answer = chains[stack]!({ method: 'GET', target: cell.uri });
    const query = answer.backendSaw === null ? null : splitTarget(answer.backendSaw).query;
    const limit = queryPairs(query).find(([name]) => name === 'limit')?.[1] ?? '';
    expect({ ...answer, backendSaw: answer.backendSaw ?? '', limit, location: answer.location ?? '' }).toMatchObject({
      status: cell.status,
      answeredBy: cell.answeredBy,
      backendSaw: cell.backendSaw,
      limit: cell.limit,
      location: cell.location,
    });
  });
});
