/**
 * Which metrics the side-by-side tiles show: what a traffic engineer asks first, as far as it tells the designs
 * apart, then what differs most.
 */
import type { SummaryRow } from '../../sim/metrics/experiment-result.ts';
import { formatQuantity } from '../format.ts';

/** In the order of the tiles; each pattern takes the first metric that fits and is not taken yet. */
const LEADING = [
  /^completedShare/,
  /P50/,
  /P99$/,
  /^spilledShare/,
  /^moved/,
  /^dropped$/,
  /^refused$/,
  /^reset$/,
  /^timedOut$/,
  /^rejected$/,
  /^peakUtil/,
  /imbalance/i,
];
/** However little they differ, these stay while they differ at all: whether clients are answered, and how soon. */
const KEPT = 3;
/** Where hardly anything differs, as many tiles say so. */
const LEAST = 4;

interface Candidate {
  readonly metric: string;
  readonly isTelling: boolean;
  readonly isZero: boolean;
  /** Of the designs, relative to the largest. */
  readonly spread: number;
  readonly largest: number;
}

/** Names of at most `most` metrics (8 or so), in the order of the tiles. */
export function tellingMetrics(summary: readonly SummaryRow[], most: number): string[] {
  const all = [...new Set(summary.map(({ metric }) => metric))].map((metric) => candidate(metric, summary));
  const leading = leadingOf(all);
  const telling = leading.filter(({ isTelling }) => isTelling);
  const kept = telling.filter(({ metric }) => LEADING.slice(0, KEPT).some((pattern) => pattern.test(metric)));
  const subjects = new Set(leading.map(({ metric }) => subjectOf(metric)));
  const others = all.filter(({ metric, isTelling }) => isTelling && !subjects.has(subjectOf(metric)));
  const ranked = [...kept, ...byDifference(telling.filter((one) => !kept.includes(one))), ...byDifference(others)];
  const chosen = uniqueSubjects(ranked).slice(0, most);
  const same = leading.filter((one) => !chosen.includes(one)).sort((a, b) => Number(a.isZero) - Number(b.isZero));
  const shown = [...chosen, ...same.slice(0, Math.max(0, Math.min(most, LEAST) - chosen.length))];
  return [...leading, ...all]
    .filter((one, at, list) => shown.includes(one) && list.indexOf(one) === at)
    .map(({ metric }) => metric);
}

/** Telling: not zero, and with several designs not the same figure in all of them. */
function candidate(metric: string, summary: readonly SummaryRow[]): Candidate {
  const rows = summary.filter((row) => row.metric === metric);
  const means = rows.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const largest = Math.max(0, ...means.map(Math.abs));
  const figures = new Set(rows.map(({ mean, unit }) => (mean === null ? '' : formatQuantity(mean, unit))));
  const isZero = largest === 0;
  return {
    metric,
    isZero,
    isTelling: !isZero && (rows.length === 1 || figures.size > 1),
    spread: isZero ? 0 : (Math.max(...means) - Math.min(...means)) / largest,
    largest,
  };
}

function leadingOf(all: readonly Candidate[]): Candidate[] {
  const taken: Candidate[] = [];
  for (const pattern of LEADING) {
    const found = all.find((one) => !taken.includes(one) && pattern.test(one.metric));
    if (found !== undefined) taken.push(found);
  }
  return taken;
}

function byDifference(some: readonly Candidate[]): Candidate[] {
  return [...some].sort((a, b) => b.spread - a.spread || b.largest - a.largest || (a.metric < b.metric ? -1 : 1));
}

/** A count and its share are one subject, and so are all quantiles of the latency. */
function subjectOf(metric: string): string {
  return metric.startsWith('latency') ? 'latency' : metric.replace(/Share$/, '');
}

function uniqueSubjects(ranked: readonly Candidate[]): Candidate[] {
  const isLeading = ({ metric }: Candidate) => LEADING.some((pattern) => pattern.test(metric));
  return ranked.filter((one, at) => {
    const subject = subjectOf(one.metric);
    return isLeading(one) || ranked.findIndex(({ metric }) => subjectOf(metric) === subject) === at;
  });
}
