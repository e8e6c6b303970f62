/** Faults in `explain`: what is asked about, and when. */
import type { BadScenario } from './bad-scenario.ts';

/** The last line of the good scenario, and with questions after it. */
const LAST = 'for: [spray], severity: warn }';

function asking(question: string): NonNullable<BadScenario['edits']> {
  return [[LAST, `${LAST}\nexplain:\n  - ${question}`]];
}

export const BAD_EXPLAIN: readonly BadScenario[] = [
  {
    name: 'a metro without clients asked about',
    edits: asking('{ metro: tokio, at: 10m }'),
    expected: ['s.yaml:74:14 error explain.0.metro: unknown metro "tokio" (did you mean "tokyo"?)'],
  },
  {
    name: 'a design that is not compared asked about',
    edits: asking('{ design: sprai, metro: seoul, at: 10m }'),
    expected: ['s.yaml:74:15 error explain.0.design: unknown design "sprai" (did you mean "spray"?)'],
  },
  {
    name: 'an instant that is none',
    edits: asking('{ metro: seoul, at: evenin }'),
    expected: [
      's.yaml:74:25 error explain.0.at: expected an instant such as 27:10 or 27m10s, or the id of a phase, event or surge; got "evenin" (did you mean "evening"?)',
    ],
  },
  {
    name: 'an instant after the end',
    edits: asking('{ metro: seoul, at: "99:00" }'),
    expected: ['s.yaml:74:25 error explain.0.at: 99:00 is not within the run, which ends at 30m'],
  },
  {
    name: 'too many connections asked about',
    edits: asking('{ metro: seoul, at: 10m, count: 21 }'),
    expected: ['s.yaml:74:37 error explain.0.count: expected a whole number from 1 to 20; got 21'],
  },
  {
    name: 'a question without a time',
    edits: asking('{ metro: seoul }'),
    expected: [
      's.yaml:74:5 error explain.0.at: missing; expected an instant such as 27:10 or 27m10s, or the id of a phase, event or surge',
    ],
  },
  {
    name: 'two questions of one id',
    edits: asking('{ id: q, metro: seoul, at: 1m }\n  - { id: q, metro: seoul, at: 2m }'),
    expected: ['s.yaml:75:11 error explain.q.id: the id "q" is already used above'],
  },
];
