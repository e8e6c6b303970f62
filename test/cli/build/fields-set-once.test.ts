/**
 * Goal: a field of the simulator's classes is written once, by the constructor, under a name that meets no other,
 * and the code does what it did.
 * Method: small sources rewritten, bundled by the build's plugin, and evaluated.
 */
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { withFieldsSetOnce } from '../../../cli/build/fields-set-once.ts';

const FILE = 'sim/part.ts';

async function evaluated<T>(source: string): Promise<T> {
  const { outputFiles } = await build({
    stdin: { contents: withFieldsSetOnce(source, FILE), loader: 'ts' },
    write: false,
    format: 'esm',
  });
  return (await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]!.text)}`)) as T;
}

describe('fields set once', () => {
  test('a declaration without a value goes, and lines keep their numbers', () => {
    const source =
      'export class A {\n  readonly #size: number;\n  #count = 0;\n  name:\n    | string\n    | null;\n}\n';
    expect(withFieldsSetOnce(source, FILE)).toBe('export class A {\n  \n  A$count = 0;\n  \n\n\n}\n');
  });

  test('private methods and accessors are renamed wherever they are used, words and comments are not', () => {
    const source = "class A {\n  // #go\n  #go(): string { return '#go'; }\n  get all() { return this.#go(); }\n}\n";
    expect(withFieldsSetOnce(source, FILE)).toBe(
      "class A {\n  // #go\n  A$go(): string { return '#go'; }\n  get all() { return this.A$go(); }\n}\n",
    );
  });

  test('a file without a class stays as it is', () => {
    const source = "export const colour = '#abc';\n";
    expect(withFieldsSetOnce(source, FILE)).toBe(source);
  });

  test('a class and its base keep fields of the same name apart', async () => {
    const { Sub } = await evaluated<{ Sub: new () => { both(): number[] } }>(
      `
      class Base { readonly #n: number; constructor() { this.#n = 1; } get base() { return this.#n; } }
      export class Sub extends Base { readonly #n: number; constructor() { super(); this.#n = 2; } both() { return [this.base, this.#n]; } }
    `.replace(/^ {6}/gm, ''),
    );
    expect(new Sub().both()).toEqual([1, 2]);
  });

  test('a class within a class reaches the private names of both', async () => {
    const { sum } = await evaluated<{ sum: number }>(
      `
      class Outer {
        readonly #n: number;
        constructor() { this.#n = 1; }
        inner() {
          class Inner { readonly #m: number; constructor(readonly: Outer) { this.#m = readonly.#n + 1; } get m() { return this.#m; } }
          return new Inner(this).m;
        }
      }
      export const sum = new Outer().inner();
    `.replace(/^ {6}/gm, ''),
    );
    expect(sum).toBe(2);
  });

  test('a private name asked for with `in` is refused: an ordinary one would not tell the class', () => {
    const source = 'class A {\n  #n = 0;\n  static isOne(x: object) { return #n in x; }\n}\n';
    expect(() => withFieldsSetOnce(source, FILE)).toThrow('sim/part.ts: #n cannot be renamed');
  });
});
