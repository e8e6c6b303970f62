/**
 * `spillway init`: a scenario, its baseline, a workflow that checks it, and a README, for a team to
 * start with. Overwrites nothing.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HELD } from '../exit-codes.ts';
import { fileFault } from '../file-fault.ts';
import { BASELINE_FILE, SCENARIO_FILE, STARTING_FILES } from '../init/starting-files.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { replaceFile } from '../results/replace-directory.ts';
import { UserError } from '../user-error.ts';
import { checkCommand } from './check.ts';

export async function initCommand(directory: string, io: Io, installation: Installation): Promise<number> {
  const root = resolve(io.workingDirectory, directory);
  const inTheWay = [...Object.keys(STARTING_FILES), BASELINE_FILE].filter((file) => existsSync(join(root, file)));
  if (inTheWay.length > 0) {
    throw new UserError(
      `there is already ${inTheWay.map((file) => join(directory, file)).join(', ')}: nothing is written`,
    );
  }
  for (const [file, text] of Object.entries(STARTING_FILES)) {
    write(join(root, file), text);
    io.out(`${join(directory, file)}\n`);
  }
  const options = {
    update: true,
    ciUpdate: true,
    baselines: dirname(BASELINE_FILE),
    tolerance: 0,
    format: 'text',
  } as const;
  const inside: Io = { ...io, workingDirectory: root, out: () => undefined };
  const code = await checkCommand([SCENARIO_FILE], options, inside, installation);
  if (!existsSync(join(root, BASELINE_FILE))) return code;
  io.out(`${join(directory, BASELINE_FILE)}\n\n${nextSteps(directory)}`);
  return HELD;
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, text);
  } catch (error) {
    throw new UserError(`cannot write ${path}: ${fileFault(error)}`);
  }
}

function nextSteps(directory: string): string {
  const enter = directory === '.' ? '' : `  cd ${directory}\n`;
  return `Next:\n${enter}  npx spillway run ${SCENARIO_FILE}\n  npx spillway check 'scenarios/*.yaml'\nThen change something in the scenario, and check again.\n`;
}
