/**
 * When baselines may be written.
 */
import type { Io } from '../io.ts';
import { UserError } from '../user-error.ts';

export interface UpdateFlags {
  readonly update?: boolean | undefined;
  readonly ciUpdate?: boolean | undefined;
  readonly set?: readonly string[] | undefined;
  readonly seed?: string | undefined;
  readonly designs?: string | undefined;
  readonly quick?: boolean | undefined;
}

/**
 * A baseline is of the scenario as its file has it, accepted by a person.
 *
 * @throws UserError for an update that would break that
 */
export function assertMayUpdate(flags: UpdateFlags, { environment }: Pick<Io, 'environment'>): void {
  if (flags.update !== true) {
    if (flags.ciUpdate === true)
      throw new UserError('--ci-update says that --update is meant in CI; alone it does nothing');
    return;
  }
  const changing = [
    ['--set', flags.set !== undefined],
    ['--seed', flags.seed !== undefined],
    ['--designs', flags.designs !== undefined],
    ['--quick', flags.quick === true],
  ].flatMap(([flag, isGiven]) => (isGiven === true ? [flag] : []));
  if (changing.length > 0) {
    throw new UserError(
      `--update writes the baseline of the scenario as its file has it, so it does not go with ${changing.join(', ')}`,
    );
  }
  if (isCi(environment) && flags.ciUpdate !== true) {
    throw new UserError(
      'in CI (the variable CI is set) --update is refused, for nobody would look at what it accepts: update at home and commit, or say --ci-update',
    );
  }
}

/** As CI services set it: `true`, mostly, or `1`. */
function isCi({ CI }: Io['environment']): boolean {
  return CI !== undefined && !['', '0', 'false'].includes(CI.toLowerCase());
}
