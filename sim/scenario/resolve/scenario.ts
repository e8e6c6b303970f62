/**
 * The whole scenario: sections in the order in which they depend on one another, each as far as what it needs is sound.
 */
import type { WorldData } from '../../world/world-data.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedScenario, ResolvedService } from '../resolved-scenario.ts';
import type { ResolvedWorld } from '../resolved-world.ts';
import { scenarioSchema } from '../schema/scenario.ts';
import { timeSchema } from '../schema/time.ts';
import { worldSchema } from '../schema/world.ts';
import { checkShape } from '../shape/check-shape.ts';
import { readPart } from '../shape/read-part.ts';
import { resolveDesigns } from './designs.ts';
import { resolveEvents } from './events.ts';
import { expectationNames } from './expectation-names.ts';
import { resolveExpectations } from './expectations.ts';
import { resolveExperiment } from './experiment.ts';
import { resolveExplain } from './explain.ts';
import { checkUniqueIds, happeningIds } from './happenings.ts';
import type { ModuleScope } from './module.ts';
import type { KnownNames } from './names.ts';
import { hasRequests, resolveRequests } from './requests.ts';
import { resolveTime } from './time.ts';
import { resolveTraffic } from './traffic.ts';
import { WindowList } from './windows.ts';
import { findWorld, resolveWorld } from './world.ts';

export interface Resolution {
  readonly scenario: ResolvedScenario;
  /** The service before the designs change it. */
  readonly service: ResolvedService;
}

/** `null` when something is wrong, all of which is then reported. */
export function resolveScenario(
  reporter: Reporter,
  worlds: Readonly<Record<string, WorldData>>,
  modules: ModuleScope,
): Resolution | null {
  const input = checkShape(scenarioSchema, reporter);
  const timeInput = readPart(timeSchema, reporter.root, ['time']);
  const time = timeInput === null ? null : resolveTime(timeInput, reporter);
  const worldName = readPart(worldSchema.shape.extends, reporter.root, ['world', 'extends']);
  const data = worldName === null ? null : findWorld(worldName, worlds, reporter);
  const world = worldName === null || data === null ? null : resolveWorld(worldName, data, reporter, modules);
  const metros = knownMetros(world, data);
  const popIds = world === null || data === null ? null : (world.popIds ?? data.pops.map((pop) => pop.id));

  const happenings = happeningIds(reporter);
  checkUniqueIds(reporter, 'expect');
  checkUniqueIds(reporter, 'explain');
  const networksPerMetro = world?.networksPerMetro ?? null;
  const traffic = resolveTraffic(reporter, { time, metros, networksPerMetro, modules });
  const requests = resolveRequests(reporter);
  const { ids, designs, service } = resolveDesigns(reporter, { world: data, modules, requests });
  const all = ids.length > 0 && ids.length === designs.size ? [...designs.values()] : null;
  const comparison = ids.length === 0 ? null : resolveExperiment(ids, reporter);
  const comparedIds = comparison?.designIds ?? null;
  const { events, isWhole } = resolveEvents(reporter, { time, world: data, popIds, metros, designs: all, comparedIds });
  const compared = (comparison?.designIds ?? []).flatMap((id) => designs.get(id) ?? []);
  const windows = time === null ? null : new WindowList(time);
  const expectations = resolveExpectations(
    reporter,
    {
      time,
      designs: compared,
      designIds: comparison?.designIds ?? (ids.length === 0 ? null : ids),
      baseline: comparison === null ? (ids[0] ?? null) : comparison.experiment.baseline,
      names: expectationNames(metros, comparison?.designIds ?? null, all === null ? null : compared, data),
      events,
      traffic,
      surges: traffic?.surges ?? [],
      happeningIds: happenings,
    },
    windows,
  );
  const explain = resolveExplain(reporter, {
    time,
    metros,
    designIds: comparedIds,
    events,
    surges: traffic?.surges ?? [],
  });
  if (
    input === null ||
    time === null ||
    windows === null ||
    world === null ||
    traffic === null ||
    service === null ||
    all === null
  )
    return null;
  if (!isWhole || comparison === null || expectations === null || explain === null || requests === null) return null;
  const scenario: ResolvedScenario = {
    version: 1,
    name: input.name,
    question: input.question ?? null,
    answer: input.answer ?? null,
    time,
    world,
    traffic,
    designs: compared,
    events,
    experiment: comparison.experiment,
    windows: windows.windows,
    expectations,
    explain,
    ...(hasRequests(reporter) && { requests }),
  };
  return { scenario, service };
}

/** Metros where clients live. */
function knownMetros(world: ResolvedWorld | null, data: WorldData | null): KnownNames | null {
  if (world === null || data === null) return null;
  const all = data.metros.map((metro) => metro.id);
  const whyNot = (id: string): string | null => (all.includes(id) ? `${id} has no clients in this scenario` : null);
  return { what: 'metro', ids: world.metroIds ?? all, whyNot };
}
