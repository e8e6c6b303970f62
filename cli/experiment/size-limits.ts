/**
 * What is too large to be simulated, and what takes long enough to be said beforehand.
 *
 * A slip in a unit (`900G/s` for `900k/s`) is valid as a scenario; without a bound it would
 * end hours later, out of memory.
 */
import type { ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';
import { formatDuration, formatNumber } from '../../viz/format.ts';
import { countOf } from '../text/count-of.ts';
import { type ExpectedSize, estimatedSeconds } from './expected-size.ts';
import { forumWork } from './forum-work.ts';

/** Of all runs together: more than two days of one worker (assumption: nobody waits for more). */
const CONNECTIONS_MAX = 100e9;

/**
 * New connections a second: a thousand in each microsecond, the grain of simulated time, and far beyond any service.
 */
const RATE_MAX_PER_SECOND = 1e9;

/** In one run: about 5 GB of memory for each worker, at 100 bytes a connection. */
const OPEN_MAX = 50e6;

/** Longer than one waits at a terminal without wondering (assumption). */
const NOTICE_FROM_SECONDS = 600;

export interface SizeFault {
  /** The part of the scenario that is at fault. */
  readonly path: readonly string[];
  readonly message: string;
}

/** The first bound that an experiment breaks; `null` for none. */
export function sizeFault(size: ExpectedSize, scenario: ResolvedScenario): SizeFault | null {
  const { designs, experiment } = scenario;
  const { connections, connectionsPerRun, peakPerSecond, openMax } = size;
  if (connections > CONNECTIONS_MAX) {
    const runs = `${countOf(designs.length, 'design')} x ${countOf(experiment.replications, 'replication')}`;
    return {
      path: ['traffic', 'connections', 'rate'],
      message: `about ${magnitude(connections)} connections in all (${magnitude(connectionsPerRun)} a run, ${runs}); an experiment may have ${magnitude(CONNECTIONS_MAX)}`,
    };
  }
  if (peakPerSecond > RATE_MAX_PER_SECOND) {
    return {
      path: ['traffic', 'connections', 'rate'],
      message: `about ${magnitude(peakPerSecond)} new connections a second at the height; there may be ${magnitude(RATE_MAX_PER_SECOND)}`,
    };
  }
  if (openMax > OPEN_MAX) {
    return {
      path: ['traffic', 'connections', 'hold'],
      message: `about ${magnitude(openMax)} connections open at once (rate x mean hold); there may be ${magnitude(OPEN_MAX)}`,
    };
  }
  return forumFault(scenario);
}

/** What attackers and servers do of their own accord is held to the bounds of connections: each costs as much. */
function forumFault(scenario: ResolvedScenario): SizeFault | null {
  for (const { path, what, count, perSecond } of forumWork(scenario)) {
    if (perSecond > RATE_MAX_PER_SECOND)
      return {
        path,
        message: `${magnitude(perSecond)} ${what} a second; there may be ${magnitude(RATE_MAX_PER_SECOND)}`,
      };
    if (count > CONNECTIONS_MAX)
      return {
        path,
        message: `about ${magnitude(count)} ${what} in all; an experiment may have ${magnitude(CONNECTIONS_MAX)}`,
      };
  }
  return null;
}

/** What to say before a long experiment; `null` for one that is not. */
export function longRunNotice(name: string, size: ExpectedSize, jobs: number): string | null {
  const seconds = estimatedSeconds(size, jobs);
  if (seconds < NOTICE_FROM_SECONDS) return null;
  const workers = Math.min(jobs, size.runCount);
  const time = formatDuration(Math.round(seconds / 60) * 60_000);
  return `${name}: about ${magnitude(size.connections)} connections, ${time} or so on ${countOf(workers, 'worker')}`;
}

/** Grouped digits, or an exponent where nobody would count them. */
function magnitude(value: number): string {
  return value < 1e15 ? formatNumber(Math.round(value)) : value.toExponential(1);
}
