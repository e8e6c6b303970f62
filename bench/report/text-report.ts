/**
 * The benchmark's findings as Markdown: what `npm run bench` prints and RESULTS.md keeps.
 */
import type { Spread } from '../measure/spread.ts';
import { markdownTable } from './markdown-table.ts';
import type { BenchResult, ConnectionResult, DesignProfile, QueueingResult, ReplicationResult } from './result.ts';

/** Parts below this share of a connection's time are summed up. */
const PROFILE_SHARE_MIN = 0.01;

export function textReport(result: BenchResult): string {
  return [
    machineSection(result),
    ...result.queueing.map(queueingSection),
    connectionSection(result.connections),
    replicationSection(result.replications),
    ...result.profiles.map(profileSection),
    targetSection(result),
    checkSection(result),
  ].join('\n\n');
}

function machineSection({ machine, missing }: BenchResult): string {
  const { processor, cores, memoryGib, system, node, v8, gxx } = machine;
  const lines = [
    `${processor}, ${cores} processors, ${memoryGib} GiB; ${system}; Node ${node} (V8 ${v8}); ${gxx ?? 'no g++'}.`,
    '',
    'CPU time of one thread. Engines take turns, slice by slice; medians with quartiles over the slices, ratios within a round.',
  ];
  if (missing.length > 0) {
    lines.push('', 'Not measured, because not installed:');
    for (const { name, install } of missing) lines.push(`* ${name}: \`${install}\``);
  }
  return lines.join('\n');
}

function queueingSection({ title, exactMean, engines }: QueueingResult): string {
  const exact = exactMean === null ? '' : ` By Erlang C the mean time in the system is ${exactMean.toFixed(4)}.`;
  const rows = engines.map(({ name, customersPerSlice, nsPerCustomer, timesSpillway, meanInSystem }) => [
    name,
    `${whole(nsPerCustomer.median)} (${whole(nsPerCustomer.lowerQuartile)} - ${whole(nsPerCustomer.upperQuartile)})`,
    // A customer is two events of the model: it comes and it goes.
    (2_000 / nsPerCustomer.median).toFixed(nsPerCustomer.median > 2_000 ? 2 : 1),
    ratio(timesSpillway),
    meanInSystem.toFixed(4),
    customersPerSlice.toLocaleString('en-US'),
  ]);
  const heads = ['Engine', 'ns a customer', 'M events/s', "of Spillway's time", 'mean in system', 'customers a slice'];
  return `## ${title}\n\nUtilisation 0.9; times in mean service times.${exact}\n\n${markdownTable(heads, rows)}`;
}

function connectionSection(connections: readonly ConnectionResult[]): string {
  const rows = connections.map((result) => {
    const {
      scenario,
      design,
      eventsPerConnection,
      nsPerConnection,
      customersPerConnection,
      bytesPerConnection,
      bytesPerConnectionLate,
    } = result;
    return [
      `${scenario}: ${design}`,
      `${whole(nsPerConnection.median)} (${whole(nsPerConnection.lowerQuartile)} - ${whole(nsPerConnection.upperQuartile)})`,
      (1_000 / nsPerConnection.median).toFixed(2),
      eventsPerConnection.toFixed(2),
      ratio(customersPerConnection),
      bytesPerConnection.toFixed(1),
      bytesPerConnectionLate.toFixed(1),
    ];
  });
  const heads = [
    'Scenario and design',
    'ns a connection',
    'M connections/s',
    'events each',
    'customers of the bare model',
    'bytes allocated',
    'past 36 minutes',
  ];
  return `## A connection through the whole design\n\n${markdownTable(heads, rows)}`;
}

function replicationSection(replications: readonly ReplicationResult[]): string {
  const rows = replications.map(({ what, workers, seconds, timesOneWorker }) => [
    what,
    String(workers),
    `${seconds.median.toFixed(2)} (${seconds.lowerQuartile.toFixed(2)} - ${seconds.upperQuartile.toFixed(2)})`,
    ratio(timesOneWorker),
  ]);
  const heads = ['What', 'workers', 's of wall time', 'times one worker'];
  const note =
    'Wall time, the start of the workers included; the same records byte by byte. The programs apart run already: what they gain is what the processors give while all are busy.';
  return `## Replications on workers\n\n${note}\n\n${markdownTable(heads, rows)}`;
}

function profileSection({ scenario, design, parts }: DesignProfile): string {
  const large = parts.filter(({ share }) => share >= PROFILE_SHARE_MIN);
  const rest = parts.filter(({ share }) => share < PROFILE_SHARE_MIN).reduce((sum, { share }) => sum + share, 0);
  const rows = [...large, { part: 'the rest', share: rest }].map(({ part, share }) => [part, percent(share)]);
  const title = `## Where the time of a connection goes: ${scenario}, ${design}`;
  return `${title}\n\n${markdownTable(['Part', 'Share'], rows)}`;
}

function targetSection({ targets }: BenchResult): string {
  const rows = targets.map(({ what, target, found, isMet }) => [what, target, found, isMet ? 'met' : 'not met']);
  return `## Targets\n\n${markdownTable(['What', 'Target', 'Found', ''], rows)}`;
}

function checkSection({ problems }: BenchResult): string {
  if (problems.length === 0) return 'All checks held: equal means, equal choices, every connection accounted for.';
  return ['## Checks that failed', '', ...problems.map((problem) => `* ${problem}`)].join('\n');
}

function ratio({ median, lowerQuartile, upperQuartile }: Spread): string {
  const digits = median < 10 ? 2 : 0;
  return `${median.toFixed(digits)} (${lowerQuartile.toFixed(digits)} - ${upperQuartile.toFixed(digits)})`;
}

function whole(value: number): string {
  return value.toFixed(0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
