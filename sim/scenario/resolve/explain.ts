/** `explain`: which connections, to ids and microseconds. */
import { after, type Duration, type SimTime, simTime } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import { instantOf, knownInstants } from '../instants.ts';
import type { ResolvedEvent, ResolvedQuestion, ResolvedSurge, ResolvedTime } from '../resolved-scenario.ts';
import { EXPLAINED_MAX, type QuestionInput, questionSchema } from '../schema/explain.ts';
import { indexesAt, readPart } from '../shape/read-part.ts';
import { nearest } from '../suggest.ts';
import { formatDurationUs } from '../units.ts';
import { type KnownNames, resolveName } from './names.ts';
import { durationOf } from './time.ts';

const DEFAULT_WINDOW = '10s';

/** What questions may refer to; `null` where it is not known because of faults that are reported elsewhere. */
export interface Explainable {
  readonly time: ResolvedTime | null;
  readonly metros: KnownNames | null;
  readonly designIds: readonly string[] | null;
  readonly events: readonly ResolvedEvent[];
  readonly surges: readonly ResolvedSurge[];
}

/** `null` after a fault, which is reported. */
export function resolveExplain(reporter: Reporter, known: Explainable): readonly ResolvedQuestion[] | null {
  const indexes = indexesAt(reporter.root, ['explain']);
  const resolved: ResolvedQuestion[] = [];
  for (const index of indexes) {
    const path = ['explain', index];
    const input = readPart(questionSchema, reporter.root, path);
    const question = input === null ? null : resolveQuestion(input, path, reporter, known);
    if (question !== null) resolved.push({ ...question, id: freeId(question.id, resolved) });
  }
  return resolved.length === indexes.length ? resolved : null;
}

function resolveQuestion(
  input: QuestionInput,
  path: readonly string[],
  reporter: Reporter,
  { time, metros, designIds, events, surges }: Explainable,
): ResolvedQuestion | null {
  const designs = designIds === null ? null : { what: 'design', ids: designIds };
  const designId = input.design === undefined ? null : input.design;
  const hasDesign =
    designId === null || (designs !== null && resolveName(designId, designs, [...path, 'design'], reporter) !== null);
  const hasMetro = metros !== null && resolveName(input.metro, metros, [...path, 'metro'], reporter) !== null;
  const at = time === null ? null : resolveAt(input.at, [...path, 'at'], reporter, time, events, surges);
  if (!hasDesign || !hasMetro || time === null || at === null) return null;
  const length = durationOf(input.for ?? DEFAULT_WINDOW);
  return {
    id: input.id ?? `${input.metro}-${formatDurationUs(at).replaceAll('.', '-')}`,
    designId,
    metroId: input.metro,
    at,
    until: Math.min(after(at, length), time.duration) as SimTime,
    count: input.count ?? (input.for === undefined ? 1 : EXPLAINED_MAX),
  };
}

function resolveAt(
  text: string,
  path: readonly string[],
  reporter: Reporter,
  time: ResolvedTime,
  events: readonly ResolvedEvent[],
  surges: readonly ResolvedSurge[],
): SimTime | null {
  const happenings = { time, events, traffic: { surges } };
  const at = instantOf(text, happenings);
  if (at === null) {
    const form = 'expected an instant such as 27:10 or 27m10s, or the id of a phase, event or surge';
    reporter.error(path, `${form}; got "${text}"`, nearest(text, knownInstants(happenings)));
    return null;
  }
  if (at >= time.duration) {
    reporter.error(path, `${text} is not within the run, which ends at ${formatDurationUs(time.duration as Duration)}`);
    return null;
  }
  return simTime(at);
}

/** The id, with a number where it is taken. */
function freeId(id: string, taken: readonly ResolvedQuestion[]): string {
  const isTaken = (name: string): boolean => taken.some((question) => question.id === name);
  let number = 1;
  while (isTaken(number === 1 ? id : `${id}-${number}`)) number++;
  return number === 1 ? id : `${id}-${number}`;
}
