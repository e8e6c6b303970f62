/**
 * A fault in a module of the user's own as the user reads it: with the place in the source where it was thrown.
 */
import { moduleFaultIn } from '../../sim/custom/module-fault.ts';
import { UserError } from '../user-error.ts';
import type { CompiledModule } from './compile-module.ts';
import { placeIn } from './evaluate-module.ts';

/** `null` where the error is not a module's. */
export function moduleFaultText(error: unknown, modules: readonly CompiledModule[]): string | null {
  const fault = moduleFaultIn(error);
  if (fault === null) return null;
  for (const { file, map } of modules) {
    const place = placeIn(fault.cause, file, map);
    if (place !== null) return `${fault.message} (${place})`;
  }
  return fault.message;
}

/** @throws UserError in place of a module's fault */
export function orUsersFault<Result>(modules: readonly CompiledModule[], work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const text = moduleFaultText(error, modules);
    if (text === null) throw error;
    throw new UserError(text);
  }
}
