/** Random questions to a service policy: fleets of up to eight backends in three regions, in any state. */
import fc from 'fast-check';
import type { FleetView } from '../../sim/fleet/fleet-view.ts';
import { type BackendRow, viewOf } from './sample-view.ts';

export const REGIONS = 3;

const backendRow = fc
  .record({
    region: fc.nat(REGIONS - 1),
    capacity: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 500 }) }, fc.constant(0)),
    load: fc.nat(600),
    members: fc.integer({ min: 1, max: 9 }),
    sick: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(9)),
    isDraining: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    isNearest: fc.boolean(),
    isPreferred: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    shareFactor: fc.constantFrom(1, 1, 0.5, 2),
  })
  .map(({ sick, ...row }) => ({ ...row, healthy: Math.max(0, row.members - sick) }));

export interface Question {
  readonly rows: readonly BackendRow[];
  /** Regions that the GFE knows: all, nearest first. */
  readonly order: readonly number[];
  readonly nearestZoneShare: number;
  readonly failoverThreshold: number;
  readonly choice: number;
  readonly isolationMode?: FleetView['isolationMode'];
}

/** A region of the order that holds no backend is part of the question: the highest region always exists. */
export const questions: fc.Arbitrary<Question> = fc
  .record({
    rows: fc.array(backendRow, { minLength: 1, maxLength: 8 }),
    order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
    nearestZoneShare: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
    failoverThreshold: fc.constantFrom(0, 0.5, 0.7, 0.99),
    choice: fc.integer({ min: 0, max: 0xffffffff }),
  })
  .map((question) => ({ ...question, rows: [...question.rows, { region: REGIONS - 1, capacity: 0 }] }));

export function viewFor({ rows, order, choice: _choice, ...changes }: Question): FleetView {
  return viewOf(rows, { knownRegions: order, ...changes });
}

export function describeQuestion(question: Question): string[] {
  const { order, choice, nearestZoneShare, failoverThreshold, isolationMode = 'NONE' } = question;
  const view = viewFor(question);
  const isolation = isolationMode === 'NONE' ? '' : `, isolation ${isolationMode}`;
  return [
    `regions by RTT: ${order.join(', ')}; failover threshold ${failoverThreshold}, nearest zone share ${nearestZoneShare}${isolation}`,
    ...question.rows.map(({ region, isNearest = false }, backend) => {
      const marks = [
        ...(isNearest && region === order[0] ? ["the GFE's own zone"] : []),
        ...(view.isDraining[backend] === 1 ? ['draining'] : []),
        ...(view.isPreferred[backend] === 1 ? ['PREFERRED'] : []),
        ...(view.shareFactor[backend] === 1 ? [] : [`share factor ${view.shareFactor[backend]}`]),
      ];
      const members = `${view.healthyCount[backend]} of ${view.memberCount[backend]} members healthy`;
      const load = `load ${view.load[backend]} of ${view.capacity[backend]}`;
      return `backend ${backend}: ${[`region ${region}`, load, members, ...marks].join(', ')}`;
    }),
    `choice ${choice}`,
  ];
}
