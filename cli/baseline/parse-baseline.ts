/**
 * A baseline file read back: strictly, because a figure that is misread would hide a regression.
 */
import {
  type DesignFigures,
  type FigureSet,
  INGREDIENTS,
  type Ingredient,
  type MetricFigures,
} from '../../sim/metrics/comparison/figure-set.ts';
import { UserError } from '../user-error.ts';
import { BASELINE_FORMAT_VERSION, NO_VALUE, VALUES_AFTER } from './baseline-text.ts';

const HEAD = ['baseline', 'scenario', 'seed', 'replications', 'version', 'fingerprint'] as const;
type HeadName = (typeof HEAD)[number];

interface Line {
  /** From 1. */
  readonly number: number;
  readonly name: string;
  /** What follows the name. */
  readonly rest: string;
}

/**
 * @param file as the user would write it, for messages
 * @throws UserError with the line, where the text is no baseline of this version
 */
export function parseBaseline(text: string, file: string): FigureSet {
  const fault = (number: number, message: string): UserError => new UserError(`${file}:${number}: ${message}`);
  if (/^(<<<<<<<|=======|>>>>>>>)/m.test(text)) {
    throw new UserError(`${file} has conflict markers: take either side and write it again with --update`);
  }
  const all = linesOf(text);
  const setupLines = all.filter(({ name }) => name === 'setup');
  const lines = all.filter((line) => !setupLines.includes(line));
  const head = readHead(lines, fault);
  const count = wholeNumber(head.replications, fault);
  const designs: DesignFigures[] = [];
  for (let at: number = HEAD.length; at < lines.length; ) {
    const start = lines[at]!;
    if (start.name !== 'design') throw fault(start.number, `a design should begin here, not "${start.name}"`);
    let end = at + 1;
    while (end < lines.length && lines[end]!.name !== 'design') end++;
    designs.push(readDesign(start.rest, lines.slice(at + 1, end), count, fault, start.number));
    at = end;
  }
  if (designs.length === 0) throw fault(lines.at(-1)!.number, 'there is no design in it');
  return {
    toolVersion: head.version.rest,
    scenario: head.scenario.rest,
    setup: Object.fromEntries(setupLines.map((line) => readSetup(line, fault))),
    seed: readSeed(head.seed, fault),
    fingerprint: head.fingerprint.rest,
    designs,
  };
}

type Fault = (line: number, message: string) => UserError;

function linesOf(text: string): Line[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, name, rest] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || name.startsWith('#') ? [] : [{ number: index + 1, name, rest: rest! }];
  });
}

function readHead(lines: readonly Line[], fault: Fault): Record<HeadName, Line> {
  const head: Partial<Record<HeadName, Line>> = {};
  for (const [at, name] of HEAD.entries()) {
    const line = lines[at];
    if (line === undefined || line.name !== name) {
      throw fault(line?.number ?? 1, `this is no baseline: ${name} should stand here, not "${line?.name ?? ''}"`);
    }
    if (name === 'baseline' && line.rest !== String(BASELINE_FORMAT_VERSION)) {
      throw fault(
        line.number,
        `baseline format ${line.rest}; this version reads ${BASELINE_FORMAT_VERSION}: write it again with --update`,
      );
    }
    head[name] = line;
  }
  return head as Record<HeadName, Line>;
}

function readSetup({ number, rest }: Line, fault: Fault): [string, string] {
  const [, hash, part] = /^([0-9a-f]{8}) (.+)$/.exec(rest) ?? [];
  if (hash === undefined || part === undefined)
    throw fault(number, 'setup should be eight hex digits and a part of the scenario');
  return [part, hash];
}

/** Quoted, because a seed may be any text. */
function readSeed({ number, rest }: Line, fault: Fault): string {
  try {
    const seed: unknown = JSON.parse(rest);
    if (typeof seed === 'string') return seed;
  } catch {
    // Told below, with its place.
  }
  throw fault(number, `seed should be a text in double quotes, not ${rest}`);
}

function readDesign(id: string, lines: readonly Line[], count: number, fault: Fault, startsAt: number): DesignFigures {
  const fingerprints: Partial<Record<Ingredient, readonly string[]>> = {};
  const metrics: MetricFigures[] = [];
  for (const line of lines) {
    const ingredient = INGREDIENTS.find((name) => name === line.name);
    if (ingredient !== undefined) fingerprints[ingredient] = readFingerprints(line, count, fault);
    else metrics.push({ name: line.name, values: readValues(line, count, fault) });
  }
  for (const name of INGREDIENTS) {
    if (fingerprints[name] === undefined) throw fault(startsAt, `design ${id} has no line ${name}`);
  }
  return {
    id,
    replications: Array.from({ length: count }, (_, replication) => replication),
    fingerprints: fingerprints as Record<Ingredient, readonly string[]>,
    metrics,
  };
}

function readFingerprints({ number, rest }: Line, count: number, fault: Fault): string[] {
  const words = rest.split(/\s+/);
  if (words.length !== count || words.some((word) => !/^[0-9a-f]{8}$/.test(word))) {
    throw fault(number, `expected eight hex digits for each of ${count} replications`);
  }
  return words;
}

/** One value stands for all. */
function readValues({ number, name, rest }: Line, count: number, fault: Fault): (number | null)[] {
  const at = rest.lastIndexOf(VALUES_AFTER);
  const words =
    at < 0
      ? []
      : rest
          .slice(at + 1)
          .trim()
          .split(/\s+/);
  const values = words.map((word) => (word === NO_VALUE ? null : numberOf(word)));
  if ((values.length !== 1 && values.length !== count) || values.includes(undefined)) {
    throw fault(number, `${name} should end in "= " and one number, or one for each of ${count} replications`);
  }
  const known = values as (number | null)[];
  return known.length === count ? known : Array.from({ length: count }, () => known[0]!);
}

function numberOf(word: string): number | undefined {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(word) ? Number(word) : undefined;
}

function wholeNumber({ number, name, rest }: Line, fault: Fault): number {
  if (!/^[1-9]\d*$/.test(rest)) throw fault(number, `${name} should be a whole number, not "${rest}"`);
  return Number(rest);
}
