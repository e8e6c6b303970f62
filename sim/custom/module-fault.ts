/**
 * A fault in a module of the user's own, found while it worked: the user's, not Spillway's.
 *
 * The message is whole: which module, where in the simulation, what it did, what was expected.
 */

export class ModuleFault extends Error {
  override readonly name = 'ModuleFault';
}

/** The module's fault behind an error that others have wrapped; `null` where it is none. */
export function moduleFaultIn(error: unknown): ModuleFault | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof ModuleFault) return at;
  return null;
}

/** What a module threw, in one line; it need not be an error. */
export function thrownText(thrown: unknown): string {
  const isError = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
  if (!isError) return String(thrown);
  const kind = 'name' in thrown ? String(thrown.name) : 'Error';
  return `${kind}: ${String(thrown.message)}`;
}

/** A value that a module returned, as a message shows it. */
export function returnedText(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
