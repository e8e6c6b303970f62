/**
 * What every service policy owes, and what Google Cloud's own do besides: an eligible backend whenever there is one,
 * one with room while there is one, preferred ones first, isolation kept, backends of a region by their weight, and the
 * same one for the same question.
 */
import fc from 'fast-check';
import { hasRoom, weightOf } from '../../sim/fleet/backend-view.ts';
import { type FleetView, isEligible } from '../../sim/fleet/fleet-view.ts';
import { NO_BACKEND, type ServicePolicy } from '../../sim/policies/service/service-policy.ts';
import { firstFailure, type Property } from './property.ts';
import { evenChoice, pickCounts } from './sample-view.ts';
import { describeQuestion, type Question, questions, viewFor } from './service-questions.ts';

const FULL = 1;

/** Enough that a policy that draws or counts shows it. */
const REPEATS = 8;

export interface ServiceSubject {
  /** A policy for the fleet of a view, with the same random stream every time. */
  readonly make: (view: FleetView) => ServicePolicy;
  /** Whether the answer follows from view and choice alone. */
  readonly isStateless: boolean;
}

type Judge = (question: Question, view: FleetView, policy: ServicePolicy) => string | null;

function property(
  name: string,
  binding: 'contract' | 'likeGoogle',
  judge: Judge,
  count = 500,
  cases: fc.Arbitrary<Question> = questions,
): Property<ServiceSubject> {
  return {
    name,
    binding,
    check: ({ make }, seed) =>
      firstFailure(
        {
          cases,
          count,
          describe: describeQuestion,
          judge: (question) => {
            const view = viewFor(question);
            return judge(question, view, make(view));
          },
        },
        seed,
      ),
  };
}

const isolated = fc
  .tuple(questions, fc.constantFrom('NEAREST' as const, 'STRICT' as const))
  .map(([question, isolationMode]) => ({ ...question, isolationMode }));

export const SERVICE_PROPERTIES: readonly Property<ServiceSubject>[] = [
  property('picks an eligible backend, or none', 'contract', ({ choice }, view, policy) => {
    const picked = policy.pick(view, choice);
    return picked === NO_BACKEND || isOneOf(picked, eligible(view)) ? null : `picked ${picked}, which is not eligible`;
  }),
  property('picks one whenever there is one', 'contract', ({ choice }, view, policy) => {
    const there = eligible(view);
    if (there.length === 0 || policy.pick(view, choice) !== NO_BACKEND) return null;
    return `picked none; eligible: ${there.join(', ')}`;
  }),
  property('changes nothing by answering', 'contract', (question, view, policy) => {
    for (let k = 0; k < REPEATS; k++) policy.pick(view, evenChoice(k));
    const untouched = viewFor(question);
    const changed = (Object.keys(untouched) as (keyof FleetView)[]).filter(
      (key) => textOf(view[key]) !== textOf(untouched[key]),
    );
    return changed.length === 0 ? null : `changed ${changed.join(', ')} of the view`;
  }),
  {
    name: 'answers alike in a second life',
    binding: 'contract',
    check: ({ make }, seed) =>
      firstFailure(
        {
          cases: questions,
          count: 300,
          describe: describeQuestion,
          judge: (question) => {
            const [first, second] = [0, 1].map(() => answersOf(make(viewFor(question)), question));
            return textOf(first) === textOf(second) ? null : `picked ${first!.join(', ')}, then ${second!.join(', ')}`;
          },
        },
        seed,
      ),
  },
  {
    name: 'answers the same question alike, whatever was asked between (isStateless)',
    binding: 'contract',
    appliesTo: ({ isStateless }) => isStateless,
    check: ({ make }, seed) =>
      firstFailure(
        {
          cases: questions,
          count: 300,
          describe: describeQuestion,
          judge: (question) => {
            const view = viewFor(question);
            const policy = make(view);
            const first = policy.pick(view, question.choice);
            answersOf(policy, question);
            const again = policy.pick(view, question.choice);
            return again === first ? null : `picked ${first}, then ${again}`;
          },
        },
        seed,
      ),
  },
  property('picks one with room while there is one, whatever the health', 'likeGoogle', ({ choice }, view, policy) => {
    const roomy = backendsOf(view).filter((backend) => hasRoom(view, backend, FULL));
    const picked = policy.pick(view, choice);
    return roomy.length === 0 || isOneOf(picked, roomy) ? null : `picked ${picked}; with room: ${roomy.join(', ')}`;
  }),
  property('fills preferred backends that are well before any other', 'likeGoogle', (question, _, policy) => {
    const view = viewFor({ ...question, failoverThreshold: 0 });
    const open = backendsOf(view).filter((one) => view.isPreferred[one] === 1 && hasRoom(view, one, FULL));
    const picked = policy.pick(view, question.choice);
    return open.length === 0 || isOneOf(picked, open)
      ? null
      : `picked ${picked}; preferred, with room: ${open.join(', ')}`;
  }),
  property(
    'isolated, picks in the nearest region with anything eligible, and nowhere else if strict',
    'likeGoogle',
    ({ choice, order, isolationMode }, view, policy) => {
      const eligibleIn = (region: number): number[] =>
        Array.from(view.backendsOfRegion[region]!).filter((backend) => isEligible(view, backend));
      const allowed = isolationMode === 'STRICT' ? order.slice(0, 1) : order;
      const serving = allowed.find((region) => eligibleIn(region).length > 0);
      const expected = serving === undefined ? [NO_BACKEND] : eligibleIn(serving);
      const picked = policy.pick(view, choice);
      return isOneOf(picked, expected) ? null : `picked ${picked}; expected ${expected.join(' or ')}`;
    },
    500,
    isolated,
  ),
  property(
    'picks those of a region and preference that it picks by their weight, zones apart',
    'likeGoogle',
    proportions,
    100,
  ),
];

function proportions(question: Question, _: FleetView, policy: ServicePolicy): string | null {
  const count = 4_096;
  const rows = question.rows.map((row) => ({ ...row, isNearest: false }));
  const view = viewFor({ ...question, rows, nearestZoneShare: 0 });
  const counts = pickCounts(policy, view, count);
  for (const backends of view.backendsOfRegion) {
    for (const preference of [0, 1]) {
      const picked = Array.from(backends).filter((one) => view.isPreferred[one] === preference && counts[one]! > 0);
      const took = picked.reduce((sum, backend) => sum + counts[backend]!, 0);
      const weight = picked.reduce((sum, backend) => sum + weightOf(view, backend), 0);
      for (const backend of picked) {
        const expected = (took * weightOf(view, backend)) / weight;
        // The even sequence misses a share by a few of its points; where failing health drew
        // some of them, by chance: 5 sigma.
        const tolerance = took === count ? 12 : 12 + 5 * Math.sqrt(expected);
        if (Math.abs(counts[backend]! - expected) >= tolerance) {
          return `picked backend ${backend} ${counts[backend]} times of ${count}; expected ${expected.toFixed(1)}`;
        }
      }
    }
  }
  return null;
}

function answersOf(policy: ServicePolicy, question: Question): number[] {
  const view = viewFor(question);
  return Array.from({ length: REPEATS }, (_, k) => policy.pick(view, evenChoice(k + 1)));
}

function backendsOf(view: FleetView): number[] {
  return [...view.capacity.keys()];
}

function eligible(view: FleetView): number[] {
  return backendsOf(view).filter((backend) => isEligible(view, backend));
}

function isOneOf(picked: number, backends: readonly number[]): boolean {
  return backends.includes(picked);
}

/** Typed arrays as lists. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (ArrayBuffer.isView(inner) ? Object.values(inner) : inner));
}
