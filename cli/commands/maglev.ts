/**
 * `spillway maglev`: what a hashing method does with a pool of backends, without a simulation.
 */
import type { DrawnChange } from '../../sim/maglev/analysis/change-draws.ts';
import { MaglevInputError } from '../../sim/maglev/backend.ts';
import type { MethodOptions } from '../../sim/maglev/method.ts';
import { HELD } from '../exit-codes.ts';
import type { ListFormat, PoolFormat } from '../formats/format-names.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { balanceReport } from '../maglev/balance-report.ts';
import { compareReport } from '../maglev/compare-report.ts';
import { disruptionReport } from '../maglev/disruption-report.ts';
import type { ImportedPool } from '../maglev/import/imported-pool.ts';
import { poolText } from '../maglev/import/pool-text.ts';
import { knownMethods, methodSettings, type SettingOptions } from '../maglev/method-settings.ts';
import { type ChoiceOptions, openPool, type PoolOptions, readPoolFile } from '../maglev/open-pool.ts';
import { printReport, type Report } from '../maglev/report.ts';
import { tableReport } from '../maglev/table-report.ts';
import { writeReportPage } from '../maglev/write-report-page.ts';
import { UserError } from '../user-error.ts';

export interface HashingOptions extends PoolOptions, SettingOptions {
  readonly format: ListFormat;
  /** File for a page with charts. */
  readonly html?: string | undefined;
}

export interface TableOptions extends HashingOptions {
  readonly method: string;
  readonly form: 'runs' | 'slots';
}

export function maglevTableCommand(options: TableOptions, io: Io, installation: Installation): Promise<number> {
  return answer(options, io, installation, ({ backends }, settings) => {
    const [method] = knownMethods([options.method]);
    return tableReport({ method: method!, backends, options: settings, form: options.form });
  });
}

export interface BalanceOptions extends HashingOptions {
  readonly method: string;
  readonly keys: number;
}

export function maglevBalanceCommand(options: BalanceOptions, io: Io, installation: Installation): Promise<number> {
  return answer(options, io, installation, ({ backends }, settings) => {
    const [method] = knownMethods([options.method]);
    return balanceReport({ method: method!, backends, options: settings, sampledKeyCount: options.keys });
  });
}

export interface DrawOptions {
  /** How many backends each draw changes. */
  readonly random: number;
  readonly randomChange: DrawnChange;
  readonly draws: number;
  readonly seed: string;
  readonly keys: number;
}

export interface DisruptionOptions extends HashingOptions, DrawOptions {
  readonly method: readonly string[];
  readonly remove?: readonly string[] | undefined;
  readonly add?: readonly string[] | undefined;
  readonly reweight?: readonly string[] | undefined;
}

export function maglevDisruptionCommand(
  options: DisruptionOptions,
  io: Io,
  installation: Installation,
): Promise<number> {
  const { remove = [], add = [], reweight: reweigh = [] } = options;
  const isGiven = remove.length + add.length + reweigh.length > 0;
  return answer(options, io, installation, ({ backends }, settings) =>
    disruptionReport({
      methods: knownMethods(options.method),
      backends,
      options: settings,
      change: isGiven
        ? { kind: 'given', change: { remove, add, reweigh } }
        : { kind: 'drawn', draws: changeDraws(options) },
      sampledKeyCount: options.keys,
    }),
  );
}

export interface CompareOptions extends HashingOptions, DrawOptions {
  /** All where none is named. */
  readonly method?: readonly string[] | undefined;
}

export function maglevCompareCommand(options: CompareOptions, io: Io, installation: Installation): Promise<number> {
  return answer(options, io, installation, ({ backends }, settings) => {
    const methods = knownMethods(options.method ?? []);
    const watched = io.isErrTerminal ? io.err : () => undefined;
    // One line, written over: the slow methods take seconds.
    const onMethod = (id: string): void => watched(`\r\u001b[K${id} …`);
    const report = compareReport({ methods, backends, options: settings, draws: changeDraws(options), onMethod });
    watched('\r\u001b[K');
    return report;
  });
}

export interface ImportOptions extends ChoiceOptions {
  readonly format: PoolFormat;
}

export async function maglevImportCommand(file: string, options: ImportOptions, io: Io): Promise<number> {
  io.out(poolText(await readPoolFile(file, options, io), options.format));
  return HELD;
}

/** As in the reports of experiments. */
const CONFIDENCE = 0.95;

function changeDraws({ random, randomChange, draws, seed, keys }: DrawOptions) {
  return {
    change: randomChange,
    backendCount: random,
    drawCount: draws,
    seed,
    confidence: CONFIDENCE,
    sampledKeyCount: keys,
  };
}

/** Opens the pool, has it worked on, and prints; a fault of the user's input ends as one line. */
async function answer(
  options: HashingOptions,
  io: Io,
  installation: Installation,
  reportOf: (pool: ImportedPool, settings: MethodOptions) => Report,
): Promise<number> {
  try {
    const pool = await openPool(options, io);
    const report = reportOf(pool, methodSettings(options, pool.localityWeights));
    if (options.html !== undefined) await writeReportPage(report, options.html, io, installation);
    io.out(printReport(report, options.format, io.outColours));
    return HELD;
  } catch (error) {
    if (error instanceof MaglevInputError) throw new UserError(error.message);
    throw error;
  }
}
