/** Small statistics for tests of chance: moments, chi-square, Kolmogorov-Smirnov; plain formulas, no library. */

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Population variance. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2;
  return sum / values.length;
}

export function quantile(values: ArrayLike<number>, p: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;
}

/** Pearson's statistic against equal expected counts. */
export function chiSquareUniform(counts: ArrayLike<number>): number {
  const expected = mean(counts);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += (counts[i]! - expected) ** 2 / expected;
  return sum;
}

/** z of a chi-square statistic: (x - df) / sqrt(2 df), good for 30 degrees of freedom and more. */
export function chiSquareZ(statistic: number, degreesOfFreedom: number): number {
  return (statistic - degreesOfFreedom) / Math.sqrt(2 * degreesOfFreedom);
}

/** z of the correlation of two equally long samples under independence: r sqrt(n). */
export function correlationZ(xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  const meanX = mean(xs);
  const meanY = mean(ys);
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += (xs[i]! - meanX) * (ys[i]! - meanY);
  return sum / Math.sqrt(variance(xs) * variance(ys)) / Math.sqrt(xs.length);
}

/**
 * sqrt(n) times the largest distance between a sample's distribution and an exact one; above
 * 1.95 once in a thousand samples.
 */
export function kolmogorovSmirnov(values: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  let distance = 0;
  for (let i = 0; i < count; i++) {
    const exact = cdf(sorted[i]!);
    distance = Math.max(distance, exact - i / count, (i + 1) / count - exact);
  }
  return distance * Math.sqrt(count);
}

/**
 * Standard normal distribution function, by the series of Abramowitz and Stegun 26.2.10 and, beyond 4,
 * their continued fraction 26.2.14.
 */
export function normalCdf(x: number): number {
  if (x < 0) return 1 - normalCdf(-x);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x > 4) {
    let fraction = x;
    for (let k = 60; k >= 1; k--) fraction = x + k / fraction;
    return 1 - density / fraction;
  }
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-17; k++) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + density * sum;
}
