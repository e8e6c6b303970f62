/**
 * The benchmark's findings as Markdown: what `npm run bench` prints and RESULTS.md keeps.
 */
import { machineText } from './machine.ts';
import { markdownTable } from './markdown-table.ts';
import type { BenchResult, ConnectionResult, DesignProfile, QueueingResult, ReplicationResult } from './result.ts';
import { ratioText, spreadText } from './spread-text.ts';

/** Parts below this share of a connection's time are summed up. */
const PROFILE_SHARE_MIN = 0.01;

export function textReport(result: BenchResult): string {
  return [
    machineSection(result),
    ...result.queueing.map(queueingSection),
    connectionSection(result.connections),
    replicationSection(result.replications),
    PROFILE_NOTE,
    ...result.profiles.map(profileSection),
    targetSection(result),
    checkSection(result),
  ].join('\n\n');
}

function machineSection({ machine, missing, versions }: BenchResult): string {
  const libraries = versions.map(({ name, version }) => `; ${name} ${version}`).join('');
  const lines = [
    `${machineText(machine)}; ${machine.gxx ?? 'no g++'}${libraries}.`,
    '',
    'CPU time of one thread. Engines take turns, slice by slice; medians with quartiles over the slices, ratios within a round.',
    'The C++ programs and ns-3 stop at the last departure, while others are still there who stay longer: their means may be a little below the expected one.',
  ];
  if (missing.length > 0) {
    lines.push('', 'Not measured, because not installed:');
    for (const { name, install } of missing)
      lines.push(`* ${name}: ${install.map((way) => `\`${way}\``).join(', or ')}`);
  }
  return lines.join('\n');
}

function queueingSection({ title, erlangCMean, engines }: QueueingResult): string {
  const expected =
    erlangCMean === null
      ? 'Expected is the mean of other slices of Spillway, of as many customers: theory has no answer.'
      : `By Erlang C the mean time in the system is ${erlangCMean.toFixed(4)}; expected is what theory says of as many customers from an empty start.`;
  const rows = engines.map(({ name, customersPerSlice, nsPerCustomer, timesSpillway, meanInSystem, expectedMean }) => [
    name,
    spreadText(nsPerCustomer, 0),
    // A customer is two events of the model: it comes and it goes.
    (2_000 / nsPerCustomer.median).toFixed(nsPerCustomer.median > 2_000 ? 2 : 1),
    ratioText(timesSpillway),
    meanInSystem.toFixed(4),
    expectedMean.toFixed(4),
    customersPerSlice.toLocaleString('en-US'),
  ]);
  const heads = [
    'Engine',
    'ns a customer',
    'M events/s',
    "of Spillway's time",
    'mean in system',
    'expected',
    'customers a slice',
  ];
  return `## ${title}\n\nUtilisation 0.9; times in mean service times. ${expected}\n\n${markdownTable(heads, rows)}`;
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
      spreadText(nsPerConnection, 0),
      (1_000 / nsPerConnection.median).toFixed(2),
      eventsPerConnection.toFixed(2),
      ratioText(customersPerConnection),
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
    spreadText(seconds, 2),
    ratioText(timesOneWorker),
  ]);
  const heads = ['What', 'workers', 's of wall time', 'times one worker'];
  const note =
    'Wall time, the start of the workers included; the same records byte by byte. The programs apart run already: what they gain is what the processors give while all are busy.';
  return `## Replications on workers\n\n${note}\n\n${markdownTable(heads, rows)}`;
}

const PROFILE_NOTE = `## Where the time of a connection goes

By V8's profiler, once all is compiled, by source file; what V8 compiles into its caller counts at the caller, most of all at the handlers.`;

function profileSection({ scenario, design, parts }: DesignProfile): string {
  const large = parts.filter(({ share }) => share >= PROFILE_SHARE_MIN);
  const rest = parts.filter(({ share }) => share < PROFILE_SHARE_MIN).reduce((sum, { share }) => sum + share, 0);
  const rows = [...large, { part: 'the rest', share: rest }].map(({ part, share }) => [part, percent(share)]);
  const title = `### ${scenario}, ${design}`;
  return `${title}\n\n${markdownTable(['Part', 'Share'], rows)}`;
}

function targetSection({ targets, isQuick }: BenchResult): string {
  const note = isQuick ? 'A quick look has too few slices to judge by.\n\n' : '';
  const rows = targets.map(({ what, target, found, isMet }) => [what, target, found, verdict(isMet)]);
  return `## Targets\n\n${note}${markdownTable(['What', 'Target', 'Found', ''], rows)}`;
}

function checkSection({ problems }: BenchResult): string {
  if (problems.length === 0)
    return 'All checks held: every engine served all customers, with the mean expected; equal choices; every connection accounted for.';
  return ['## Checks that failed', '', ...problems.map((problem) => `* ${problem}`)].join('\n');
}

function verdict(isMet: boolean | null): string {
  if (isMet === null) return 'not judged';
  return isMet ? 'met' : 'not met';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
