/**
 * Queues simulated as whole scenarios, beside what queueing theory says of them.
 */
import { QUEUE_CASES, type QueueCase } from '../oracle/queue-cases.ts';
import { simulateQueue } from '../oracle/queue-scenario.ts';
import { percent, textOf, type Unit, type ValidationRow, type ValidationSection } from './validation-section.ts';

const UNITS: Readonly<Record<QueueCase['unit'], { readonly unit: Unit; readonly factor: number }>> = {
  ms: { unit: { digits: 3, suffix: ' ms' }, factor: 1 },
  share: { unit: percent(3), factor: 100 },
};

export function queueing(): ValidationSection {
  return {
    title: 'Queueing theory',
    about: [
      [
        'One metro, one network, one member: every connection is a customer of that member, through scenario, kernel, fleet and statistics as they are.',
        'Mean work 10 ms; twelve replications of 120,000 customers. Accepted is the exact value give or take half the 99.9% interval of what was measured.',
      ].join('\n'),
    ],
    what: 'queue',
    published: 'exact',
    note: 'by',
    rows: QUEUE_CASES.map(rowOf),
  };
}

function rowOf({ name, theory, queue, measure, unit: of, exact }: QueueCase): ValidationRow {
  const { unit, factor } = UNITS[of];
  const { mean, low, high } = measure(simulateQueue(queue));
  const halfWidth = (high! - low!) / 2;
  return {
    what: name,
    published: textOf(factor * exact, unit),
    accepted: { low: factor * (exact - halfWidth), high: factor * (exact + halfWidth), here: factor * mean, unit },
    note: theory,
  };
}
