/**
 * One line that tells a design from the others of its experiment: exactly the settings in which it differs from the
 * baseline, or where there is none from the others, whatever keys they are. Found in the designs as a scenario file
 * writes them; worded where the field has words.
 */
import { nameOf, type ResolvedModule } from '../custom/module-library.ts';
import type { Plain } from '../scenario/document/node.ts';
import { designMap } from '../scenario/normalise-design.ts';
import type { ResolvedDesign } from '../scenario/resolved-scenario.ts';
import { describeKind, policyOf } from './describe-kind.ts';
import { type DifferingSetting, differingSettings, isMap, isSame, isWhole } from './differing-settings.ts';
import type { DesignSummary } from './experiment-result.ts';
import { KEY_WORDS, type KeyWords } from './setting-words.ts';

/** The sections whose name says no more than the key below it. */
const SILENT_SECTIONS = ['service', 'serviceLbPolicy'];
/** Settings that the words of the kind say. */
const SAID_BY_KIND: Readonly<Partial<Record<ResolvedDesign['kind'], RegExp>>> = {
  redirect: /^(assignment|heartbeat\.interval|lease\.duration|balancers\.count)$/,
  chain: /^(rolloutTo\.)?(tiers|tiers\.[^.]+|tiers\.[^.]+\.(kind|servers|mpm|workers|workerConnections))$|^rolloutTo$/,
};
/** Settings that start from another value in each kind of design. */
const KIND_DEFAULTS = ['loadBalancingScheme', 'firewall', 'ipVersions', 'propagation', 'retry', 'edge'];

export function describeDesigns(designs: readonly ResolvedDesign[], baseline: string | null): DesignSummary[] {
  const settings = designs.map(comparable);
  const differing = differingSettings(settings);
  const reference = designs.findIndex(({ id }) => id === baseline);
  return designs.map((design, index) => {
    const told = differing.filter((setting) => isTold(setting, index, reference, designs));
    const algorithm = design.serviceLbPolicy.loadBalancingAlgorithm;
    const twin = twinOf(index, reference, designs, settings);
    return {
      id: design.id,
      kind: design.kind,
      policy: policyOf(design) ?? nameOf(algorithm),
      description: [
        describeKind(design) ?? describePolicy(algorithm),
        ...(twin === null ? describeSettings(told, index, design) : [`the same settings as ${twin}`]),
      ].join('; '),
      isBaseline: design.id === baseline,
      labels: design.labels,
    };
  });
}

/**
 * Among designs of its kind, what sets it apart; from those of other kinds, what both
 * kinds have and start from the same.
 */
function isTold(
  { path, values }: DifferingSetting,
  index: number,
  reference: number,
  designs: readonly ResolvedDesign[],
): boolean {
  const value = values.get(index);
  const { kind } = designs[index]!;
  if (value === undefined || SAID_BY_KIND[kind]?.test(path.join('.')) === true) return false;
  const alike = [...designs.keys()].filter((other) => designs[other]!.kind === kind);
  if (alike.includes(reference) && index !== reference) return !isSame(value, values.get(reference));
  // Of a section that others lack, what matters is that it is there; what is in it differs key by key.
  const isSection = isMap(value) && !isWhole(path);
  if (alike.some((other) => (isSection ? !isMap(values.get(other)) : !isSame(value, values.get(other))))) return true;
  if (isSection || value === null || KIND_DEFAULTS.includes(path.at(-1)!) || KIND_DEFAULTS.includes(path[0]!))
    return false;
  const others = reference === -1 || index === reference ? [...designs.keys()] : [reference];
  return others.some((other) => (values.get(other) ?? null) !== null && !isSame(value, values.get(other)));
}

/**
 * Without what has a place of its own, and without what only backends that a scenario does not have would start from.
 */
function comparable(design: ResolvedDesign): Plain {
  const { kind: _kind, labels: _labels, service, serviceLbPolicy, ...rest } = designMap(design, {});
  return {
    service: without(service, 'member'),
    ...(isMap(serviceLbPolicy) && { serviceLbPolicy: without(serviceLbPolicy, 'loadBalancingAlgorithm') }),
    ...rest,
  };
}

function without(map: Plain | undefined, key: string): Plain {
  return isMap(map) ? Object.fromEntries(Object.entries(map).filter(([name]) => name !== key)) : null;
}

/** The baseline, or the first design above, that this one does not differ from at all. */
function twinOf(
  index: number,
  reference: number,
  designs: readonly ResolvedDesign[],
  settings: readonly Plain[],
): string | null {
  if (index === reference) return null;
  const { kind, serviceLbPolicy } = designs[index]!;
  const policy = describePolicy(serviceLbPolicy.loadBalancingAlgorithm);
  const candidates = [...(reference === -1 ? [] : [reference]), ...Array(index).keys()];
  const twin = candidates.find((other) => {
    const { kind: otherKind, serviceLbPolicy: otherPolicy } = designs[other]!;
    return (
      kind === otherKind &&
      policy === describePolicy(otherPolicy.loadBalancingAlgorithm) &&
      isSame(settings[other], settings[index])
    );
  });
  return twin === undefined ? null : designs[twin]!.id;
}

/** Backends that share a setting are named together; those of the whole design, not at all. */
function describeSettings(told: readonly DifferingSetting[], index: number, { service }: ResolvedDesign): string[] {
  const backendsOf = new Map<string, string[]>();
  for (const { path, values } of told) {
    const [section, list, backend, ...key] = path;
    const isAtBackend = section === 'service' && list === 'backends' && key.length > 0;
    const text = describeSetting(isAtBackend ? key : path, values.get(index)!, isAtBackend);
    backendsOf.set(text, [...(backendsOf.get(text) ?? []), ...(isAtBackend ? [backend!] : [])]);
  }
  return [...backendsOf].map(([text, backends]) => {
    return backends.length === 0 || backends.length === service.backends.length
      ? text
      : `${text} at ${backends.join(', ')}`;
  });
}

function describeSetting(path: readonly string[], value: Plain, isAtBackend: boolean): string {
  const spoken = SILENT_SECTIONS.includes(path[0]!) && path.length > 1 ? path.slice(1) : path;
  const name = spoken.join('.');
  if (name.startsWith('backends.')) return `${value === null ? 'without' : 'with'} backend ${spoken[1]}`;
  const key: KeyWords = KEY_WORDS[isAtBackend ? `backend ${name}` : name] ?? { words: name };
  if (value === null) return key.absent === undefined ? `no ${key.words}` : `${key.words} ${key.absent}`;
  if (isMap(value) && key.value === undefined && !isWhole(path)) return `with ${key.words}`;
  return `${key.words} ${key.value === undefined ? plainText(value) : key.value(value)}`;
}

function plainText(value: Plain): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(plainText).join(', ');
  if (!isMap(value)) return String(value);
  const parts = Object.entries(value).map(([key, below]) => {
    return isMap(below) ? `${key} (${plainText(below)})` : `${key} ${plainText(below)}`;
  });
  return parts.join(', ');
}

/** Designs with one module and different options differ by them. */
function describePolicy(policy: string | ResolvedModule): string {
  if (typeof policy === 'string') return policy;
  const options = Object.entries(policy.options).map(([option, value]) => `${option} ${value}`);
  return options.length === 0 ? policy.name : `${policy.name} (${options.join(', ')})`;
}
