/**
 * `spillway explain`: the decision trail of the connections that a user asks about, simulated
 * up to their end and no further.
 */
import { simulate } from '../../sim/index.ts';
import { orUsersFault } from '../custom/module-fault-text.ts';
import { HELD, WRONG_INPUT } from '../exit-codes.ts';
import { trailMarkdown } from '../explain/trail-markdown.ts';
import { type QuestionFlags, trailQuestion } from '../explain/trail-question.ts';
import { trailText } from '../explain/trail-text.ts';
import type { ExplainFormat } from '../formats/format-names.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { loadScenarioFile } from '../scenario/load-scenario-file.ts';
import { problemsAsText } from '../scenario/problem-output.ts';

export interface ExplainOptions extends QuestionFlags {
  readonly set?: readonly string[] | undefined;
  readonly format: ExplainFormat;
}

export function explainCommand(file: string, options: ExplainOptions, io: Io, installation: Installation): number {
  const loaded = loadScenarioFile(file, options.set ?? [], io.workingDirectory, installation);
  if (!loaded.ok) {
    // Errors last: they are what has to be read.
    const [warnings, errors] = (['warning', 'error'] as const).map((wanted) =>
      loaded.problems.filter(({ severity }) => severity === wanted),
    );
    io.err(problemsAsText([...warnings!, ...errors!], io.errColours));
    return WRONG_INPUT;
  }
  // A question that cannot be answered gets its error alone; the warnings come with the answer.
  const { designIndex, ask } = trailQuestion(loaded.model, options);
  io.err(problemsAsText(loaded.warnings, io.errColours));
  const never = { poll: () => false };
  const explaining = { asks: [ask], stopsWhenAnswered: true };
  const { trails } = orUsersFault(loaded.modules, () =>
    simulate(loaded.model, designIndex, options.replication, never, explaining),
  );
  if (options.format === 'json') io.out(`${JSON.stringify({ trails }, null, 2)}\n`);
  else io.out(options.format === 'markdown' ? trailMarkdown(trails) : trailText(trails, io.outColours));
  return HELD;
}
