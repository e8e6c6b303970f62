/**
 * `spillway maglev table`: the lookup table of a dialect, slot by slot or as runs of slots with the same owner.
 */
import { assignKeys } from '../../sim/maglev/analysis/assignment.ts';
import { measureBalance } from '../../sim/maglev/analysis/balance.ts';
import { slotRuns } from '../../sim/maglev/analysis/run-length.ts';
import { type Backend, MaglevInputError } from '../../sim/maglev/backend.ts';
import type { MethodOptions } from '../../sim/maglev/method.ts';
import { buildMethod, hashMethod } from '../../sim/maglev/methods.ts';
import { sharesFigure } from './balance-report.ts';
import type { Report } from './report.ts';

/** Slots that the page draws: 16 rows of 64. */
const DRAWN_SLOTS = 1_024;

export interface TableRequest {
  readonly method: string;
  readonly backends: readonly Backend[];
  readonly options: MethodOptions;
  readonly form: 'runs' | 'slots';
}

/** @throws MaglevInputError where the method has no table */
export function tableReport({ method: id, backends, options, form }: TableRequest): Report {
  const method = hashMethod(id);
  const built = buildMethod(method, backends, options);
  const { table } = built;
  if (table === null) throw new MaglevInputError(`${method.title} computes its answers and has no table to print`);
  const owners = assignKeys(built, 0);
  return {
    title: `Lookup table of ${method.title}`,
    summary: [`${method.title}: ${table.length} slots, ${backends.length} backends`],
    facts: { method: id, source: method.source, slots: table.length },
    ...(form === 'slots' ? slotRows(table, backends) : runRows(table, backends)),
    figures: [
      {
        kind: 'slots',
        title: method.title,
        slotCount: table.length,
        owners: [...table.subarray(0, DRAWN_SLOTS)],
        names: backends.map(({ name }) => name),
      },
      sharesFigure(method.title, 'slots', measureBalance(owners, backends)),
    ],
  };
}

function slotRows(table: Int32Array, backends: readonly Backend[]): Pick<Report, 'columns' | 'rows'> {
  return {
    columns: [
      { name: 'slot', unit: 'count' },
      { name: 'backend', unit: 'text' },
    ],
    rows: Array.from(table, (owner, slot) => [slot, nameOf(owner, backends)]),
  };
}

function runRows(table: Int32Array, backends: readonly Backend[]): Pick<Report, 'columns' | 'rows'> {
  return {
    columns: [
      { name: 'first_slot', unit: 'count' },
      { name: 'slots', unit: 'count' },
      { name: 'backend', unit: 'text' },
    ],
    rows: slotRuns(table).map(({ owner, firstSlot, length }) => [firstSlot, length, nameOf(owner, backends)]),
  };
}

function nameOf(owner: number, backends: readonly Backend[]): string | null {
  return owner < 0 ? null : backends[owner]!.name;
}
