/**
 * The columns of every result file: name, unit and meaning, in the order they are written.
 * Defined here and nowhere else.
 *
 * File headers, `spillway list metrics` and the tables of the report follow from it. Counts are means over replications
 * unless a meaning says otherwise; a cell is empty where there is nothing to measure.
 */
import { BREAK_MEANINGS, type BreakCause } from './break-cause.ts';
import type { Unit } from './format-number.ts';
import type { OutcomeName } from './outcome.ts';

/** `asRow`, `asCapacity`: the unit stands in the row's own `unit` or `capacityUnit` column. */
export type ColumnUnit = Unit | 'id' | 'text' | 'boolean' | 'asRow' | 'asCapacity';

export interface Column {
  readonly name: string;
  readonly unit: ColumnUnit;
  readonly meaning: string;
}

function column<const Name extends string>(name: Name, unit: ColumnUnit, meaning: string) {
  return { name, unit, meaning };
}

/** What each outcome means, for columns and for summary metrics. */
export const OUTCOME_MEANINGS: Readonly<Record<OutcomeName, string>> = {
  completed: 'ended by the client or server as intended',
  refused: 'were turned away at the member: its wait queue was full, or nothing listened',
  timedOut: 'got no answer in time: a dead member, or no PoP that the packets reach',
  dropped: 'found no eligible backend',
  blocked: 'were stopped by a limit: of a member for one address, or of a front end for all connections',
  reset: 'were established, or taken by a front end that then lost them, and broken',
  rejected: 'were answered with an error for what they asked, or had their certificate refused by clients',
  unfinished: 'were still going on when the run ended',
};

function outcomeColumn<const Name extends OutcomeName>(name: Name, whose: string) {
  return column(name, 'connections', `${whose} that ${OUTCOME_MEANINGS[name]}`);
}

/** In the order of `OUTCOMES`; together they add up to `offered`. */
function outcomeColumns(whose: string) {
  return [
    outcomeColumn('completed', whose),
    outcomeColumn('refused', whose),
    outcomeColumn('timedOut', whose),
    outcomeColumn('dropped', whose),
    outcomeColumn('blocked', whose),
    outcomeColumn('reset', whose),
    outcomeColumn('rejected', whose),
    outcomeColumn('unfinished', whose),
  ] as const;
}

function breakColumn<const Cause extends BreakCause>(cause: Cause) {
  return column(cause, 'connections', `of those that broke, those that ${BREAK_MEANINGS[cause]}`);
}

const DESIGN = column('design', 'id', 'design of the scenario');
const CAPACITY_UNIT = column(
  'capacityUnit',
  'id',
  'what load and capacity count: connections, requests/s, requests in flight, members in use, or members at target',
);
const HOMED = 'of the connections offered here, those';

export const RESULT_COLUMNS = {
  'summary.csv': [
    DESIGN,
    column('metric', 'id', 'what is measured, over all connections offered after the warm-up'),
    column('unit', 'id', 'unit of the figures in this row'),
    column('mean', 'asRow', 'mean over replications'),
    column(
      'low',
      'asRow',
      'lower end of the 95 % Student interval of the mean, not below 0; empty with one replication',
    ),
    column('high', 'asRow', 'upper end of that interval'),
    column(
      'difference',
      'asRow',
      'mean paired difference from the baseline, this minus baseline; empty for the baseline',
    ),
    column('differenceLow', 'asRow', 'lower end of the 95 % Student interval of the paired difference'),
    column('differenceHigh', 'asRow', 'upper end of that interval'),
    column('differenceEstablished', 'boolean', 'true when the interval of the difference excludes zero'),
  ],
  'timeseries.csv': [
    DESIGN,
    column('timeSeconds', 's', 'start of the interval, since the run began'),
    column('region', 'id', 'region with backends'),
    column('offered', 'connections', 'connections offered in the interval whose home is this region'),
    ...outcomeColumns(HOMED),
    column(
      'established',
      'connections',
      'tries of connections that members of this region took in the interval; one that clients try again counts at each try, unlike in the summary',
    ),
    column('active', 'connections', 'open connections at the end of the interval'),
    column('load', 'asCapacity', 'what fills the capacity, in its unit, at the end of the interval'),
    column(
      'capacity',
      'asCapacity',
      'target capacity times scaler of all backends of the region, at the end of the interval',
    ),
    CAPACITY_UNIT,
    column('utilisation', 'share', 'load over capacity; empty where capacity is 0'),
    column('spilledIn', 'connections', 'of the tries established here, those of clients whose home is another region'),
    column('spilledOut', 'connections', 'of connections offered here, tries that members of another region took'),
    column('broken', 'connections', 'connections at backends of this region that broke in the interval'),
    column(
      'members',
      'members',
      'members that the backends have, healthy or not, without those that drain, at the end of the interval',
    ),
    column('serviceable', 'members', 'members that can truly serve, at the end of the interval'),
    column('seenHealthy', 'members', 'members that health checks hold to be healthy, at the end of the interval'),
  ],
  'counters.csv': [
    DESIGN,
    column('timeSeconds', 's', 'start of the interval, since the run began'),
    column(
      'counter',
      'id',
      'what was counted beside connections, one of `spillway list counters`; no row of what never was',
    ),
    column('unit', 'id', 'what it is a number of'),
    column('value', 'asRow', 'how many in the interval, by the instant at which it happened'),
  ],
  'flows.csv': [
    DESIGN,
    column('window', 'id', 'span of the run, by instant of offer; all: everything after the warm-up'),
    column('metro', 'id', 'where the clients are'),
    column('ingressPop', 'id', 'PoP that their packets reached; empty: none, or clients connect to servers directly'),
    column('servingPop', 'id', 'PoP that served them; empty: none, or clients connect to servers directly'),
    column('region', 'id', 'region they were sent to, whether or not it served them; empty: none'),
    column('homeRegion', 'id', 'region they should go to when nothing is wrong'),
    column('offered', 'connections', 'connections offered that took this way'),
    ...outcomeColumns('of these, those'),
    column('p50Ms', 'ms', 'median time from SYN to first byte of the answer, all replications merged; within 0.8 %'),
    column('p90Ms', 'ms', '90th percentile of it'),
    column('p99Ms', 'ms', '99th percentile of it'),
    column('meanMs', 'ms', 'mean of it, exact'),
  ],
  'breaks.csv': [
    DESIGN,
    column('window', 'id', 'span of the run, by instant of the break; all: everything after the warm-up'),
    column('open', 'connections', 'connections that were open at some time of the intervals that the window touches'),
    column('broken', 'connections', 'established connections that broke before their own end'),
    breakColumn('memberLost'),
    breakColumn('drained'),
    breakColumn('popLost'),
    breakColumn('frontEndLost'),
    breakColumn('rehashed'),
    breakColumn('serverError'),
    breakColumn('memberGone'),
    breakColumn('secondLayerLost'),
    breakColumn('addressLost'),
    breakColumn('idleClosed'),
    column('unremembered', 'connections', 'connections offered that their Maglev machine had no room to remember'),
  ],
  'backends.csv': [
    DESIGN,
    column('backend', 'id', 'backend of the scenario'),
    column('zone', 'id', 'zone of its members'),
    column('region', 'id', 'region of the zone'),
    column('members', 'members', 'members it has, healthy or not, mean over the ends of intervals'),
    column(
      'established',
      'connections',
      'tries of connections that members took there after the warm-up; one that clients try again counts at each try',
    ),
    column('spilledIn', 'connections', 'of these, those whose home is another region'),
    column('broken', 'connections', 'connections that broke there after the warm-up'),
    column(
      'refused',
      'connections',
      'connections that were refused there after the warm-up: a full wait queue, or nothing that listened',
    ),
    column('meanActive', 'connections', 'open connections, mean over the ends of intervals'),
    column('peakActive', 'connections', 'highest of them in a replication, mean over replications'),
    column('meanLoad', 'asCapacity', 'what fills the capacity, in its unit, mean over the ends of intervals'),
    column('meanCapacity', 'asCapacity', 'target capacity times scaler, mean over the ends of intervals'),
    CAPACITY_UNIT,
    column('meanUtilisation', 'share', 'load over capacity, mean over the ends of intervals that have capacity'),
    column('peakUtilisation', 'share', 'highest of them in a replication, mean over replications'),
    column('memberImbalance', 'ratio', 'standard deviation over mean of connections per member; 0 is even'),
  ],
  'machines.csv': [
    DESIGN,
    column(
      'role',
      'id',
      'what the machine is for, one of `spillway list roles`; of a provider’s own machines only front ends that are servers are listed',
    ),
    column(
      'machine',
      'id',
      'which one: a server by its backend and place, a balancer by its name, a front end by its PoP and number',
    ),
    column('region', 'id', 'region it stands in; empty at a PoP'),
    column(
      'handled',
      'number',
      'tries of connections that a server or a front end took, or asks of clients that a balancer took, after the warm-up',
    ),
    column(
      'bytesIn',
      'bytes',
      'bytes that it got from clients after the warm-up; empty where the scenario gives no sizes',
    ),
    column(
      'bytesOut',
      'bytes',
      'bytes that it sent to clients after the warm-up; empty where the scenario gives no sizes',
    ),
    column(
      'peakOpen',
      'number',
      'most connections or asks it had in hand at a time in a replication, mean over replications',
    ),
    column(
      'assigned',
      'clients',
      'clients that keep to a server as the run ends, whether or not they come again; empty where nobody is assigned to one',
    ),
    column(
      'cpuUse',
      'share',
      'processor time that a server of a tier spent after the warm-up, or that a front end had spent on the requests it handed on then, over that of all its cores; empty where its processors are not simulated',
    ),
    column(
      'peakMemoryBytes',
      'bytes',
      'memory of the connections it held at its peak in a replication, of a server with threads that of all its workers, mean over replications; empty as before',
    ),
    column(
      'cpuPeak',
      'share',
      'share of its cores that was busy in its busiest interval of a replication, mean over replications; empty but for servers of tiers',
    ),
    column('logBytes', 'bytes', 'bytes of its access log after the warm-up; empty but for servers of tiers'),
  ],
  'forms.csv': [
    DESIGN,
    column('window', 'id', 'span of the run, by instant of offer; all: everything after the warm-up'),
    column('form', 'id', 'form of request of the scenario'),
    column('side', 'id', 'chain that they took: old, or new where a rollout has moved clients'),
    column('status', 'number', 'status that this chain answers the form with when nothing goes wrong'),
    column(
      'change',
      'id',
      'what the chain makes of the form beside the old one, or an old one beside the baseline’s: none, another status, or the same in another meaning; empty: nothing to compare with',
    ),
    column('offered', 'connections', 'connections offered with a request of this form that took this chain'),
    ...outcomeColumns('of these, those'),
    column('silentlyOther', 'connections', 'of the completed ones, those understood otherwise than before'),
  ],
  'latency.csv': [
    DESIGN,
    column('metro', 'id', 'where the clients are; empty: everywhere'),
    column('lowMs', 'ms', 'shortest time from SYN to first byte in this bucket'),
    column('highMs', 'ms', 'first time above it'),
    column('count', 'number', 'connections, total of all replications: counts of two files may be added'),
  ],
  'events.csv': [
    DESIGN,
    column('replication', 'number', 'number of the replication, from 0'),
    column('timeSeconds', 's', 'when it happened, since the run began'),
    column('event', 'id', 'event of the scenario'),
    column('what', 'text', 'what it did'),
    column('broken', 'connections', 'connections it broke at once, in this replication'),
  ],
} as const satisfies Readonly<Record<string, readonly Column[]>>;

export type ResultTable = keyof typeof RESULT_COLUMNS;
export type ColumnName<Table extends ResultTable> = (typeof RESULT_COLUMNS)[Table][number]['name'];

/** One row of a table: exactly its columns. */
export type TableRow<Table extends ResultTable> = Readonly<Record<ColumnName<Table>, string | number | boolean | null>>;
