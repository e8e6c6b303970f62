/**
 * `spillway check-policy`: a module of the user's own against the contract suite that the
 * built-in policies are tested with.
 */
import { type CustomModule, MODULE_KINDS } from '../../sim/custom/module-kinds.ts';
import type { ResolvedModule } from '../../sim/custom/module-library.ts';
import { resolveOptions } from '../../sim/custom/module-options.ts';
import { compileModule } from '../custom/compile-module.ts';
import { evaluateModule } from '../custom/evaluate-module.ts';
import { orUsersFault } from '../custom/module-fault-text.ts';
import { FAILED, HELD } from '../exit-codes.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { LOCALITY_PROPERTIES } from '../policy-contract/locality-properties.ts';
import { costOf, type PickCost, sampleFleet } from '../policy-contract/pick-cost.ts';
import type { Failure, Property } from '../policy-contract/property.ts';
import { SERVICE_PROPERTIES } from '../policy-contract/service-properties.ts';
import { localitySubject, referenceTo, serviceSubject } from '../policy-contract/subjects.ts';
import { CATCHMENT_PROPERTIES, SHAPE_PROPERTIES } from '../policy-contract/world-checks.ts';
import { UserError } from '../user-error.ts';

export interface CheckPolicyOptions {
  /** As JSON. */
  readonly options?: string | undefined;
  readonly seed: number;
  readonly format: 'text' | 'json';
}

interface Outcome {
  readonly property: string;
  readonly binding: Property<unknown>['binding'];
  readonly failure: Failure | null;
}

interface Report {
  readonly outcomes: readonly Outcome[];
  /** Of a service policy only. */
  readonly cost: PickCost | null;
}

/** The world that catchments and shapes are asked about. */
const WORLD = 'gcp';

export function checkPolicyCommand(
  file: string,
  { options, seed, format }: CheckPolicyOptions,
  io: Io,
  installation: Installation,
): number {
  const compiled = compileModule(file, io.workingDirectory);
  if (!('code' in compiled)) throw new UserError(compiled.join('; '));
  const module = evaluateModule(compiled);
  if (!('kind' in module)) throw new UserError(module.join('; '));
  const reference = referenceTo(file, module, compiled.sha256, optionsOf(module, options));
  const report = orUsersFault([compiled], () => examine(module, reference, seed, installation));
  if (format === 'json') io.out(`${JSON.stringify({ ...headOf(module, reference), ...report }, null, 2)}\n`);
  else io.out(asText(module, reference, report, io));
  return report.outcomes.some(({ binding, failure }) => binding === 'contract' && failure !== null) ? FAILED : HELD;
}

function optionsOf(module: CustomModule, text: string | undefined): ResolvedModule['options'] {
  const given = text === undefined ? {} : parsed(text);
  const { options, faults } = resolveOptions(module, given);
  if (faults.length === 0) return options;
  const lines = faults.map(({ option, message, suggestion }) => {
    return `${option}: ${message}${suggestion === null ? '' : ` (did you mean "${suggestion}"?)`}`;
  });
  throw new UserError(`--options: ${lines.join('; ')}`);
}

function parsed(text: string): ResolvedModule['options'] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as ResolvedModule['options'];
  } catch {
    // Told below, like any other text that is no map.
  }
  throw new UserError(`--options: expected a JSON object such as '{"spillAt": 0.9}'; got ${text}`);
}

function examine(module: CustomModule, reference: ResolvedModule, seed: number, installation: Installation): Report {
  const modules = new Map([[reference.sha256, module]]);
  switch (module.kind) {
    case 'servicePolicy': {
      const subject = serviceSubject(module, reference);
      const outcomes = tried(SERVICE_PROPERTIES, subject, seed);
      const isSound = outcomes.every(({ binding, failure }) => binding === 'likeGoogle' || failure === null);
      const view = sampleFleet();
      return { outcomes, cost: isSound ? costOf(subject.make(view), view) : null };
    }
    case 'localityPolicy':
      return { outcomes: tried(LOCALITY_PROPERTIES, localitySubject(module, reference), seed), cost: null };
    case 'catchment':
    case 'trafficShape': {
      const properties = module.kind === 'catchment' ? CATCHMENT_PROPERTIES : SHAPE_PROPERTIES;
      return {
        outcomes: tried(properties, { reference, modules, data: installation.worlds()[WORLD]! }, seed),
        cost: null,
      };
    }
  }
}

function tried<Subject>(properties: readonly Property<Subject>[], subject: Subject, seed: number): Outcome[] {
  return properties
    .filter(({ appliesTo }) => appliesTo?.(subject) !== false)
    .map(({ name, binding, check }) => ({ property: name, binding, failure: check(subject, seed) }));
}

function headOf({ kind, name, summary }: CustomModule, { module, sha256, options }: ResolvedModule) {
  return { file: module, kind, name, summary, sha256, options };
}

function asText(module: CustomModule, reference: ResolvedModule, { outcomes, cost }: Report, io: Io): string {
  const options = Object.entries(reference.options).map(([option, value]) => `${option} ${value}`);
  const of = (wanted: Outcome['binding']): Outcome[] => outcomes.filter(({ binding }) => binding === wanted);
  const google = of('likeGoogle');
  return [
    `${module.name}: ${module.summary}`,
    `${MODULE_KINDS[module.kind].noun}, ${reference.module}${options.length === 0 ? '' : `, ${options.join(', ')}`}`,
    '',
    ...of('contract').flatMap((outcome) => lines(outcome, io)),
    ...(google.length === 0 ? [] : ['', "What Google Cloud's policies do besides; a policy of your own need not:"]),
    ...google.flatMap((outcome) => lines(outcome, io)),
    ...(cost === null ? [] : ['', `About ${cost.nanoseconds} ns and ${cost.bytes} bytes a pick, among 12 backends.`]),
    '',
  ].join('\n');
}

function lines({ property, binding, failure }: Outcome, { outColours }: Io): string[] {
  if (failure === null) return [`${outColours.green('✓')} ${property}`];
  const mark = binding === 'contract' ? outColours.red('✗') : outColours.yellow('-');
  return [`${mark} ${property}`, `    ${failure.what}`, ...failure.question.map((line) => `      ${line}`)];
}
