/**
 * Ids of what happens in a run: phases, events and surges share one set of names, because
 * `during` refers to any of them.
 */
import type { Reporter } from '../document/reporter.ts';
import { id as idSchema } from '../schema/quantities.ts';
import { indexesAt, keysAt, readPart } from '../shape/read-part.ts';
import { WHOLE_RUN } from './windows.ts';

/**
 * All of them as written, without repetitions; a repeated or reserved one is reported. `null` where a section is so
 * faulty that its ids cannot be known.
 */
export function happeningIds(reporter: Reporter): string[] | null {
  const seen = new Set<string>();
  const meet = (id: string, path: readonly string[], spot: 'key' | 'value'): void => {
    if (id === WHOLE_RUN) reporter.error(path, `"${WHOLE_RUN}" means the whole run; choose another id`, null, spot);
    else if (seen.has(id))
      reporter.error(path, `the id "${id}" is already used by another phase, event or surge`, null, spot);
    seen.add(id);
  };
  for (const phase of keysAt(reporter.root, ['time', 'phases'])) meet(phase, ['time', 'phases', phase], 'key');
  for (const surge of keysAt(reporter.root, ['traffic', 'surges'])) meet(surge, ['traffic', 'surges', surge], 'key');
  for (const { id, path } of listedIds(reporter, 'events')) meet(id, path, 'value');
  return isReadable(reporter) ? [...seen] : null;
}

function isReadable(reporter: Reporter): boolean {
  const events = reporter.root.entries.get('events');
  const traffic = reporter.root.entries.get('traffic');
  if (traffic?.kind !== 'map' || (events !== undefined && events.kind !== 'list')) return false;
  const surges = traffic.entries.get('surges');
  return surges === undefined || surges.kind === 'map';
}

/** Reports every repeated id of the items of a list. */
export function checkUniqueIds(reporter: Reporter, section: string): void {
  const seen = new Set<string>();
  for (const { id, path } of listedIds(reporter, section)) {
    if (seen.has(id)) reporter.error(path, `the id "${id}" is already used above`);
    seen.add(id);
  }
}

function listedIds(reporter: Reporter, section: string): { readonly id: string; readonly path: readonly string[] }[] {
  return indexesAt(reporter.root, [section]).flatMap((index) => {
    const path = [section, index, 'id'];
    const id = readPart(idSchema(), reporter.root, path);
    return id === null ? [] : [{ id, path }];
  });
}
