/**
 * How long connections to something that drains may go on, and how they are closed in the end.
 *
 * Source: Google Cloud, "Enabling connection draining". With a timeout of 0 existing connections end as soon as
 * possible. Otherwise an HTTP service stops all traffic when the timeout is over, while the connections of a proxy
 * Network Load Balancer stay active beyond it and the proxy closes them within 10 minutes. When in those ten minutes is
 * not published; assumption: all at their end, or evenly over them (`spread`, in 60 steps). What drains is a unit: a
 * zonal backend, or a member. Event: `draining.over`, subject = unit.
 */
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { type Duration, duration } from '../../kernel/time.ts';
import type { ResolvedDraining } from '../../scenario/resolved-membership.ts';
import type { ResolvedService } from '../../scenario/resolved-scenario.ts';

const NO_EVENT = -1;
/**
 * Steps in which connections are closed where that is spread: fine enough to look even, coarse
 * enough to cost little (assumption).
 */
const SPREAD_STEPS = 60;

/** When steps of closing happen after the beginning. */
export interface DrainRule {
  readonly untilFirst: Duration;
  readonly betweenSteps: Duration;
  readonly stepCount: number;
}

/** Of groups that several services share the largest timeout counts [Google Cloud, "Enabling connection draining"]. */
export function effectiveDrainingTimeout({ drainingTimeout, sharedWith }: ResolvedDraining): Duration {
  return duration(Math.max(drainingTimeout, ...sharedWith));
}

export function drainRule({ protocol, connectionDraining }: ResolvedService): DrainRule {
  const timeout = effectiveDrainingTimeout(connectionDraining);
  const { closeWithin, closing } = connectionDraining;
  const staysActive = timeout > 0 && (protocol === 'TCP' || protocol === 'SSL');
  if (!staysActive) return atOnce(timeout);
  if (closing === 'atEnd') return atOnce(duration(timeout + closeWithin));
  const betweenSteps = duration(closeWithin / SPREAD_STEPS);
  return { untilFirst: duration(timeout + betweenSteps), betweenSteps, stepCount: SPREAD_STEPS };
}

/** Everything is closed in one step. */
function atOnce(untilFirst: Duration): DrainRule {
  return { untilFirst, betweenSteps: duration(0), stepCount: 1 };
}

/** Where draining does not apply: everything ends as soon as possible. */
export const NOT_DRAINED: DrainRule = atOnce(duration(0));

export class DrainClock {
  readonly #kernel: Kernel;
  readonly #onClose: (unit: number, share: number) => void;
  /** [unitCount] the rule it drains by, and how many steps are done. */
  readonly #rule: DrainRule[];
  readonly #stepsDone: Uint8Array;
  /** [unitCount] the pending step, or -1. */
  readonly #pending: Int32Array;
  readonly #overHandler: HandlerId;

  /** @param onClose told what share of a unit's connections is to be closed by now, in (0, 1] */
  constructor(kernel: Kernel, unitCount: number, onClose: (unit: number, share: number) => void) {
    this.#kernel = kernel;
    this.#onClose = onClose;
    this.#rule = new Array<DrainRule>(unitCount).fill(NOT_DRAINED);
    this.#stepsDone = new Uint8Array(unitCount);
    this.#pending = new Int32Array(unitCount).fill(NO_EVENT);
    this.#overHandler = kernel.register('draining.over', this.#over);
  }

  start(unit: number, rule: DrainRule): void {
    this.stop(unit);
    this.#rule[unit] = rule;
    this.#stepsDone[unit] = 0;
    this.#pending[unit] = this.#kernel.scheduleAfter(rule.untilFirst, this.#overHandler, unit);
  }

  /** What is left goes on. */
  stop(unit: number): void {
    if (this.#pending[unit] === NO_EVENT) return;
    this.#kernel.cancel(this.#pending[unit]!);
    this.#pending[unit] = NO_EVENT;
  }

  readonly #over: Handler = (unit) => {
    const { betweenSteps, stepCount } = this.#rule[unit]!;
    const done = ++this.#stepsDone[unit]!;
    this.#pending[unit] =
      done < stepCount ? this.#kernel.scheduleAfter(betweenSteps, this.#overHandler, unit) : NO_EVENT;
    this.#onClose(unit, done / stepCount);
  };
}
