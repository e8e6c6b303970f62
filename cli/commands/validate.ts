/**
 * `spillway validate`: everything that can be known about scenarios without simulating them, all at once.
 */
import { areRequestsOnly, loadRequests } from '../../sim/scenario/load-requests.ts';
import type { Problem } from '../../sim/scenario/problem.ts';
import { HELD, WRONG_INPUT } from '../exit-codes.ts';
import type { ValidateFormat } from '../formats/format-names.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { loadScenarioFile } from '../scenario/load-scenario-file.ts';
import { problemsAsAnnotations, problemsAsText } from '../scenario/problem-output.ts';
import { readSources } from '../scenario/read-sources.ts';

export interface ValidateOptions {
  readonly set?: readonly string[] | undefined;
  readonly format: ValidateFormat;
}

interface Validated {
  readonly file: string;
  readonly isValid: boolean;
  readonly problems: readonly Problem[];
}

export function validateCommand(
  files: readonly string[],
  { set = [], format }: ValidateOptions,
  io: Io,
  installation: Installation,
): number {
  const validated = files.map((file) => validate(file, set, io, installation));
  WRITERS[format](validated, io);
  return validated.every(({ isValid }) => isValid) ? HELD : WRONG_INPUT;
}

function validate(file: string, changes: readonly string[], io: Io, installation: Installation): Validated {
  const sources = readSources(file, io.workingDirectory);
  if (areRequestsOnly(sources)) {
    const requests = loadRequests(sources, changes);
    return { file, isValid: requests.ok, problems: requests.ok ? [] : requests.problems };
  }
  const loaded = loadScenarioFile(file, changes, io.workingDirectory, installation);
  if (!loaded.ok) return { file, isValid: false, problems: loaded.problems };
  return { file, isValid: true, problems: loaded.warnings };
}

const WRITERS: Readonly<Record<ValidateFormat, (validated: readonly Validated[], io: Io) => void>> = {
  text: (validated, io) => {
    for (const { file, isValid, problems } of validated) {
      io.err(problemsAsText(problems, io.errColours));
      if (isValid) io.out(`${file}: valid\n`);
    }
  },
  json: (validated, io) => io.out(`${JSON.stringify({ scenarios: validated }, null, 2)}\n`),
  github: (validated, io) => io.out(validated.map(({ problems }) => problemsAsAnnotations(problems)).join('')),
};
