/** `expect`: statements parsed, designs and windows looked up. */
import { type SimTime, simTime } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import { type ParsedExpectation, quantitiesOf, type Statement } from '../expectation.ts';
import { parseExpectation } from '../expression/parse-expectation.ts';
import type { Names } from '../expression/parse-selector.ts';
import { ExpressionFault } from '../expression/scanner.ts';
import type {
  ResolvedDesign,
  ResolvedEvent,
  ResolvedSurge,
  ResolvedTime,
  ResolvedTraffic,
  ResolvedWindow,
} from '../resolved-scenario.ts';
import { type ExpectationInput, expectationSchema } from '../schema/expect.ts';
import { indexesAt, readPart } from '../shape/read-part.ts';
import { formatDurationUs, parsePercent } from '../units.ts';
import { whyNothing } from './expectation-matches.ts';
import { resolveName, resolveNames } from './names.ts';
import { durationOf, resolveSpan } from './time.ts';
import { eventWindow, settled, surgeWindow, WHOLE_RUN, type WindowList } from './windows.ts';

export interface ExpectScope {
  /** `null` where it is faulty: windows are then not checked. */
  readonly time: ResolvedTime | null;
  /** Compared designs, sound ones. */
  readonly designs: readonly ResolvedDesign[];
  /** `null` where the designs are so faulty that their ids cannot be known. */
  readonly designIds: readonly string[] | null;
  readonly baseline: string | null;
  readonly names: Names;
  readonly events: readonly ResolvedEvent[];
  /** `null` where it is faulty. */
  readonly traffic: ResolvedTraffic | null;
  readonly surges: readonly ResolvedSurge[];
  /** Ids of all phases, events and surges as written, faulty ones too; `null` where they cannot be known. */
  readonly happeningIds: readonly string[] | null;
}

export function resolveExpectations(
  reporter: Reporter,
  scope: ExpectScope,
  windows: WindowList | null,
): ParsedExpectation[] | null {
  const expectations: ParsedExpectation[] = [];
  const indexes = indexesAt(reporter.root, ['expect']);
  for (const index of indexes) {
    const path = ['expect', index];
    const input = readPart(expectationSchema, reporter.root, path);
    const expectation = input === null ? null : resolveExpectation(input, path, reporter, scope, windows);
    if (expectation !== null) expectations.push(expectation);
  }
  return expectations.length === indexes.length ? expectations : null;
}

function resolveExpectation(
  input: ExpectationInput,
  path: readonly string[],
  reporter: Reporter,
  scope: ExpectScope,
  windows: WindowList | null,
): ParsedExpectation | null {
  const statement = parseStatement(input.that, [...path, 'that'], reporter, scope.names);
  const designIds = resolveFor(input, statement, path, reporter, scope);
  const window = resolveWindow(input, path, reporter, scope);
  const decision = resolveDecision(input, path, reporter);
  if (statement === null || designIds === null || window === null || windows === null || decision === null) return null;
  const asked = scope.designs.filter(({ id }) => designIds.includes(id));
  const baseline = scope.designs.find(({ id }) => id === scope.baseline) ?? null;
  const why = whyNothing(statement, asked, baseline, scope.designs, window, scope.time!, scope.traffic);
  if (why !== null) {
    reporter.error([...path, 'that'], why);
    return null;
  }
  const windowIndex = windows.indexOf(window);
  return {
    id: input.id,
    that: input.that,
    designIds,
    windowIndex,
    ...statement,
    severity: input.severity ?? 'error',
    ...decision,
  };
}

/** What decides: an interval at a confidence, or the share of replications in which the statement holds. */
function resolveDecision(
  input: ExpectationInput,
  path: readonly string[],
  reporter: Reporter,
): Pick<ParsedExpectation, 'confidence' | 'hold'> | null {
  const confidence = parsePercent(input.confidence ?? '95%')!;
  const hold = input.hold === undefined ? null : parsePercent(input.hold)!;
  if (confidence <= 0 || confidence >= 1) {
    reporter.error([...path, 'confidence'], 'a confidence lies between 0% and 100%, such as 95%');
    return null;
  }
  if (hold !== null && (hold <= 0 || hold > 1)) {
    reporter.error([...path, 'hold'], 'a share of replications is above 0% and at most 100%, such as 90%');
    return null;
  }
  if (hold !== null && input.confidence !== undefined) {
    reporter.error(
      [...path, 'confidence'],
      'with "hold" replications are counted and no interval decides; leave one of the two out',
      null,
      'key',
    );
    return null;
  }
  return { confidence, hold };
}

function parseStatement(text: string, path: readonly string[], reporter: Reporter, names: Names): Statement | null {
  const statement = parseExpectation(text, names);
  if (!(statement instanceof ExpressionFault)) return statement;
  reporter.errorInText(path, statement.offset, statement.message, statement.suggestion);
  return null;
}

/**
 * The designs it is asked of. A comparison with the baseline, or with a named design, is not asked of that design
 * itself; a statement whose quantities all name their designs is asked once, of the first.
 */
function resolveFor(
  input: ExpectationInput,
  statement: Statement | null,
  path: readonly string[],
  reporter: Reporter,
  { designIds, baseline }: ExpectScope,
): readonly string[] | null {
  if (designIds === null) return null;
  const isRelative = statement?.bound.of === 'baseline';
  if (isRelative && baseline === null) {
    reporter.error([...path, 'that'], 'there is no other design to compare with the baseline');
    return null;
  }
  const named = statement === null ? [] : quantitiesOf(statement).map(({ designId }) => designId);
  if (named.length > 0 && !named.includes(null)) {
    if (input.for === undefined) return [named[0]!];
    reporter.error([...path, 'for'], 'every quantity names its design, which leaves nothing to choose', null, 'key');
    return null;
  }
  if (input.for === undefined) {
    const others = designIds.filter((id) => !named.includes(id) && !(isRelative && id === baseline));
    if (others.length > 0) return others;
    reporter.error([...path, 'that'], 'there is no other design to compare');
    return null;
  }
  const known = { what: 'compared design', ids: designIds };
  const asked = resolveNames(input.for, known, [...path, 'for'], reporter);
  if (asked !== null && isRelative && asked.includes(baseline!)) {
    reporter.error([...path, 'for'], `this compares the baseline "${baseline}" with itself`);
    return null;
  }
  return asked;
}

function resolveWindow(
  input: ExpectationInput,
  path: readonly string[],
  reporter: Reporter,
  scope: ExpectScope,
): ResolvedWindow | null {
  const { time } = scope;
  if (time === null) return null;
  const whole = findWindow(input, path, reporter, scope, time);
  if (whole === null) return null;
  const window = settled(whole, durationOf(input.settle ?? '0s'));
  const place = [...path, input.settle === undefined ? 'during' : 'settle'];
  if (window.end <= window.start) {
    reporter.error(place, `nothing is left of "${window.id}": it ends at ${formatDurationUs(window.end)}`);
    return null;
  }
  if (window.start < time.warmup) {
    const [start, warmup] = [formatDurationUs(window.start), formatDurationUs(time.warmup)];
    reporter.error(
      place,
      `"${window.id}" starts at ${start}, inside the warm-up, which is not measured (${warmup}); use settle`,
    );
    return null;
  }
  return window;
}

function findWindow(
  { during }: ExpectationInput,
  path: readonly string[],
  reporter: Reporter,
  { events, surges, happeningIds }: ExpectScope,
  time: ResolvedTime,
): ResolvedWindow | null {
  const end: SimTime = simTime(time.duration);
  if (during === undefined || during === WHOLE_RUN) return { id: WHOLE_RUN, start: simTime(time.warmup), end };
  if (typeof during === 'object') return resolveSpan(during, end, [...path, 'during'], reporter);
  const phase = time.phases.find(({ id }) => id === during);
  if (phase !== undefined) return phase;
  const event = events.find(({ id }) => id === during);
  if (event !== undefined) return eventWindow(event, end);
  const surge = surges.find(({ id }) => id === during);
  if (surge !== undefined) return surgeWindow(surge, end);
  // What is written but faulty has its own message.
  if (happeningIds !== null && !happeningIds.includes(during)) {
    resolveName(during, { what: 'phase, event or surge', ids: happeningIds }, [...path, 'during'], reporter);
  }
  return null;
}
