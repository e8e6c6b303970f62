/**
 * Table builds and lookups, side by side: sim/maglev/paper.ts against a plain C++ build of the same
 * table, in turns on one machine.
 *
 * Run: npx tsx bench/maglev/build-speed.ts [rounds]. Compiles build-table.cpp with g++ where there is one; both print
 * the digest of their table, which must agree. The ratio is of medians over all builds; a round is a slice of builds of
 * each, so that a noisy machine hits both.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { moduloHalves } from '../../sim/maglev/hash/word64.ts';
import { buildPaperTable } from '../../sim/maglev/paper.ts';
import { TablePicker } from '../../sim/maglev/picker.ts';

const CASES = [
  { tableSize: 65_537, backendCount: 100 },
  { tableSize: 65_537, backendCount: 1000 },
  { tableSize: 655_373, backendCount: 1000 },
];
const BUILDS_PER_ROUND = 20;
const LOOKUPS = 20_000_000;

interface Timed {
  readonly digest: number;
  readonly milliseconds: readonly number[];
}

function main(rounds: number): void {
  const directory = mkdtempSync(join(tmpdir(), 'maglev-bench-'));
  try {
    const program = compile(directory);
    for (const { tableSize, backendCount } of CASES) reportCase(program, tableSize, backendCount, rounds);
  } finally {
    rmSync(directory, { recursive: true });
  }
  reportLookups();
}

/** Path of the compiled yardstick, or null without a compiler. */
function compile(directory: string): string | null {
  const program = join(directory, 'build-table');
  const source = fileURLToPath(new URL('./build-table.cpp', import.meta.url));
  try {
    execFileSync('g++', ['-O3', '-march=native', '-std=c++17', '-o', program, source], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return program;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    console.log('no g++ here: TypeScript alone');
    return null;
  }
}

function reportCase(program: string | null, tableSize: number, backendCount: number, rounds: number): void {
  const ours: number[] = [];
  const theirs: number[] = [];
  timeOurs(tableSize, backendCount);
  for (let round = 0; round < rounds; round++) {
    const timed = timeOurs(tableSize, backendCount);
    ours.push(...timed.milliseconds);
    if (program === null) continue;
    const yardstick = timeTheirs(program, tableSize, backendCount);
    if (yardstick.digest !== timed.digest)
      throw new Error(`the tables differ: ${timed.digest} and ${yardstick.digest}`);
    theirs.push(...yardstick.milliseconds);
  }
  const name = `M = ${tableSize}, ${backendCount} backends`;
  const figures = `TypeScript ${median(ours).toFixed(2)} ms`;
  if (theirs.length === 0) console.log(`${name}: ${figures}`);
  else {
    const ratio = median(ours) / median(theirs);
    console.log(`${name}: ${figures}, C++ ${median(theirs).toFixed(2)} ms, ratio of medians ${ratio.toFixed(2)}`);
  }
}

function timeOurs(tableSize: number, backendCount: number): Timed {
  const names = Array.from({ length: backendCount }, (_, at) => `backend-${at}`);
  const milliseconds: number[] = [];
  let digest = 0;
  for (let build = 0; build < BUILDS_PER_ROUND; build++) {
    const start = process.hrtime.bigint();
    const table = buildPaperTable(names, tableSize);
    milliseconds.push(Number(process.hrtime.bigint() - start) / 1e6);
    digest = fnv1a(table);
  }
  return { digest, milliseconds };
}

function timeTheirs(program: string, tableSize: number, backendCount: number): Timed {
  const output = execFileSync(program, [`${tableSize}`, `${backendCount}`, `${BUILDS_PER_ROUND}`], {
    encoding: 'utf8',
  });
  const [digest, ...times] = output.trim().split('\n').map(Number);
  return { digest: digest!, milliseconds: times };
}

/** Nanoseconds of a pick from the table by 64-bit hash, the loop and the hash's arithmetic included. */
function reportLookups(): void {
  const table = buildPaperTable(
    Array.from({ length: 1000 }, (_, at) => `backend-${at}`),
    65_537,
  );
  const picker = new TablePicker(table);
  const once = (): number => {
    let sum = 0;
    const start = process.hrtime.bigint();
    for (let key = 0; key < LOOKUPS; key++) sum += picker.pick(Math.imul(key, 0x9e3779b1), Math.imul(key, 0x85ebca6b));
    const nanoseconds = Number(process.hrtime.bigint() - start) / LOOKUPS;
    if (sum === 0) throw new Error('every key went to backend 0');
    return nanoseconds;
  };
  once();
  const heapBefore = process.memoryUsage().heapUsed;
  const times = Array.from({ length: 5 }, once);
  const bytesPerLookup = Math.max(0, process.memoryUsage().heapUsed - heapBefore) / (5 * LOOKUPS);
  console.log(
    `lookup, M = ${table.length}: ${median(times).toFixed(1)} ns, ${bytesPerLookup.toFixed(3)} bytes of heap a lookup`,
  );
  if (moduloHalves(0, table.length, table.length) !== 0) throw new Error('modulo is wrong');
}

function fnv1a(table: Int32Array): number {
  let digest = 0x811c9dc5;
  for (const owner of table) digest = Math.imul(digest ^ owner, 0x01000193);
  return digest >>> 0;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

main(Number(process.argv[2] ?? 10));
