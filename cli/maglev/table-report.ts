/**
 * `spillway maglev table`: the lookup table of a dialect, slot by slot or as runs of slots with the same owner.
 */
import { slotRuns } from '../../sim/maglev/analysis/run-length.ts';
import { type Backend, MaglevInputError } from '../../sim/maglev/backend.ts';
import type { MethodOptions } from '../../sim/maglev/method.ts';
import { buildMethod, hashMethod } from '../../sim/maglev/methods.ts';
import type { Report } from './report.ts';

export interface TableRequest {
  readonly method: string;
  readonly backends: readonly Backend[];
  readonly options: MethodOptions;
  readonly form: 'runs' | 'slots';
}

/** @throws MaglevInputError where the method has no table */
export function tableReport({ method: id, backends, options, form }: TableRequest): Report {
  const method = hashMethod(id);
  const { table } = buildMethod(method, backends, options);
  if (table === null) throw new MaglevInputError(`${method.title} computes its answers and has no table to print`);
  const nameOf = (owner: number): string | null => (owner < 0 ? null : backends[owner]!.name);
  const summary = [`${method.title}: ${table.length} slots, ${backends.length} backends`];
  const facts = { method: id, source: method.source, slots: table.length };
  if (form === 'slots') {
    return {
      summary,
      facts,
      columns: [
        { name: 'slot', unit: 'count' },
        { name: 'backend', unit: 'text' },
      ],
      rows: Array.from(table, (owner, slot) => [slot, nameOf(owner)]),
    };
  }
  return {
    summary,
    facts,
    columns: [
      { name: 'first_slot', unit: 'count' },
      { name: 'slots', unit: 'count' },
      { name: 'backend', unit: 'text' },
    ],
    rows: slotRuns(table).map(({ owner, firstSlot, length }) => [firstSlot, length, nameOf(owner)]),
  };
}
