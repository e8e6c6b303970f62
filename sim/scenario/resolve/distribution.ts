/**
 * From a distribution as written to the parameters the kernel draws with: families described by their mean or their
 * 99th percentile are solved for scale and shape, in closed form where there is one.
 */
import { type Distribution, meanUs } from '../../kernel/distribution.ts';
import type { Reporter } from '../document/reporter.ts';
import type { DistributionInput } from '../schema/distribution.ts';
import { parseDurationUs } from '../units.ts';

/** 99 % point of the standard normal distribution (e.g. NIST/SEMATECH e-Handbook, 1.3.6.7.1, to more digits). */
const Z99 = 2.3263478740408408;

/** The largest sigma the schema takes; a pair that asks for more is refused alike. */
const SIGMA_MAX = 5;

/** p99 / mean of a lognormal is greatest at sigma = Z99: exp(Z99^2 / 2) = 14.97. */
const P99_OVER_MEAN_MAX = Math.exp(Z99 ** 2 / 2);

/** `null` after a fault, which is reported. */
export function resolveDistribution(
  input: DistributionInput,
  path: readonly string[],
  reporter: Reporter,
): Distribution | null {
  if (typeof input === 'string') return { kind: 'constant', valueUs: Math.round(parseDurationUs(input)!) };
  if (input.constant !== undefined) return { kind: 'constant', valueUs: Math.round(parseDurationUs(input.constant)!) };
  if (input.exponential !== undefined) {
    return { kind: 'exponential', meanUs: parseDurationUs(input.exponential.mean)! };
  }
  if (input.uniform !== undefined) {
    const lowUs = parseDurationUs(input.uniform.low)!;
    const highUs = parseDurationUs(input.uniform.high)!;
    if (lowUs < highUs) return { kind: 'uniform', lowUs, highUs };
    reporter.error(
      [...path, 'uniform', 'high'],
      `high (${input.uniform.high}) must lie above low (${input.uniform.low})`,
    );
    return null;
  }
  if (input.lognormal !== undefined) return resolveLognormal(input.lognormal, [...path, 'lognormal'], reporter);
  return resolvePareto(input.pareto!, [...path, 'pareto'], reporter);
}

type LognormalInput = NonNullable<Exclude<DistributionInput, string>['lognormal']>;

function resolveLognormal(input: LognormalInput, path: readonly string[], reporter: Reporter): Distribution | null {
  const { median, mean, sigma, p99 } = input;
  if ((median === undefined) === (mean === undefined)) {
    reporter.error(path, 'a lognormal takes exactly one of median and mean', null, 'key');
    return null;
  }
  if ((sigma === undefined) === (p99 === undefined)) {
    reporter.error(path, 'a lognormal takes exactly one of sigma and p99', null, 'key');
    return null;
  }
  const centreUs = parseDurationUs((median ?? mean)!)!;
  const solved = sigma ?? solveSigma(parseDurationUs(p99!)! / centreUs, median !== undefined);
  if (typeof solved === 'string') {
    reporter.error([...path, 'p99'], solved);
    return null;
  }
  const medianUs = median !== undefined ? centreUs : settled(centreUs * Math.exp(-(solved ** 2) / 2));
  if (medianUs < 1) {
    reporter.error(path, 'half of these draws lie below a microsecond and round to nothing', null, 'key');
    return null;
  }
  return { kind: 'lognormal', medianUs, sigma: solved };
}

/** Sigma from the ratio of p99 to the median or mean; a message when no sigma gives it. */
function solveSigma(ratio: number, isMedian: boolean): number | string {
  const name = isMedian ? 'median' : 'mean';
  const ratioMax = isMedian ? Math.exp(SIGMA_MAX * Z99) : P99_OVER_MEAN_MAX;
  const given = Number(ratio.toPrecision(4));
  if (ratio <= 1) return `p99 must lie above the ${name}; it is ${given} times the ${name}`;
  if (ratio > ratioMax) {
    const bound = isMedian ? Math.floor(ratioMax).toString() : (Math.floor(ratioMax * 100) / 100).toString();
    return `no lognormal has a p99 of ${given} times its ${name}; at most ${bound} times`;
  }
  // median: ln(ratio) = z sigma. mean: ln(ratio) = z sigma - sigma^2 / 2, of which the smaller root is the
  // one that grows with the ratio.
  const logRatio = Math.log(ratio);
  return settled(isMedian ? logRatio / Z99 : Z99 - Math.sqrt(Math.max(0, Z99 ** 2 - 2 * logRatio)));
}

type ParetoInput = NonNullable<Exclude<DistributionInput, string>['pareto']>;

function resolvePareto(input: ParetoInput, path: readonly string[], reporter: Reporter): Distribution | null {
  const { scale, mean, shape, cap } = input;
  const capUs = parseDurationUs(cap)!;
  if ((scale === undefined) === (mean === undefined)) {
    reporter.error(path, 'a pareto takes exactly one of scale and mean', null, 'key');
    return null;
  }
  const givenUs = parseDurationUs((scale ?? mean)!)!;
  if (givenUs >= capUs) {
    const name = scale === undefined ? 'mean' : 'scale';
    reporter.error([...path, 'cap'], `the cap (${cap}) must lie above the ${name} (${scale ?? mean})`);
    return null;
  }
  const scaleUs = scale === undefined ? settled(solveScale(givenUs, shape, capUs)) : givenUs;
  if (scaleUs < 1) {
    reporter.error(
      path,
      'this mean, shape and cap ask for a scale below a microsecond, where draws round to nothing',
      null,
      'key',
    );
    return null;
  }
  return { kind: 'pareto', scaleUs, shape, capUs };
}

/** The scale whose capped mean is `targetUs`, by bisection: the mean grows with the scale, from 0 to the cap. */
function solveScale(targetUs: number, shape: number, capUs: number): number {
  let low = 0;
  let high = targetUs;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (meanUs({ kind: 'pareto', scaleUs: middle, shape, capUs }) < targetUs) low = middle;
    else high = middle;
  }
}

/**
 * To 12 digits: engines may differ in the last bits of exp, log and pow, and what was
 * solved goes into files and hashes.
 */
function settled(value: number): number {
  return Number(value.toPrecision(12));
}
