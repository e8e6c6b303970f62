/**
 * Code of its own for each of a run's handlers, by which V8 knows the run's objects.
 *
 * V8 writes what a function has closed over into its code as constants (addresses of objects and arrays, lengths, other
 * functions), but only while that place of the source has made no second function. In a process that simulates one run
 * after another each makes its handlers anew, and from the second on they would share code that loads and checks
 * everything. So they are called through functions whose source nobody else has: these, and all that V8 compiles into
 * them, are compiled once more for the run, in the background, while the shared code serves. With it a connection takes
 * 15 % less time, and all threads together 5 % less in runs of half a million connections; in short runs nothing is
 * compiled anew. It works because the build writes fields once (`cli/build/fields-set-once.ts`) and V8 may compile
 * functions as large as handlers into others (`cli/pool/v8-flags.ts`).
 */
import type { Handler } from './event-loop.ts';

/**
 * @param name under which profiles and stacks show it
 * @param number another for each call in a process, or else the gain is lost: V8 keeps compiled sources and would take
 *   one of the same text from there
 * @returns a function that does what the handler does; null where the process, or a page, may not make code of text
 */
export function withOwnCode(handler: Handler, name: string, number: number): Handler | null {
  const place = `handler/${name.replace(/[^\w.-]/g, '_')}/${number}`;
  try {
    return new Function('handler', `return (subject) => handler(subject);\n//# sourceURL=${place}`)(handler);
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}
