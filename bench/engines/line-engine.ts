/**
 * An engine in a process of its own that answers one line for one line, so that engines can be run in turns, slice
 * by slice, while each stays warm.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

export class LineEngine {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #kill: () => void;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor(name: string, { file, args }: Command) {
    this.name = name;
    const child = spawn(file, [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    // At this process's exit it ends too, whatever it is at: before directories are
    // removed, which it may be writing to.
    this.#kill = () => child.kill('SIGKILL');
    process.prependOnceListener('exit', this.#kill);
    this.#process = child;
    this.#reader = createInterface({ input: this.#process.stdout! });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** Sends a request and returns the answer, parsed. Throws when the process ends without one. */
  async ask(request: string): Promise<unknown> {
    this.#process.stdin!.write(`${request}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`${this.name} ended without an answer to "${request}"`);
    return JSON.parse(value);
  }

  /** Lets the process end. */
  close(): void {
    process.off('exit', this.#kill);
    this.#process.stdin!.end();
    this.#reader.close();
  }

  /** Lets the process end and waits until it has. */
  async ended(): Promise<void> {
    const exit = once(this.#process, 'exit');
    this.close();
    await exit;
  }
}
