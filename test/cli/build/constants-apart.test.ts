/**
 * Goal: numbers that a file of the simulator declares are written into the code that uses
 * them, and mean what they meant.
 * Method: small sources taken apart; two files bundled, of which one imports the other's numbers, and evaluated.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withConstantsApart } from '../../../cli/build/constants-apart.ts';
import { simForV8 } from '../../../cli/build/sim-for-v8.ts';

describe('constants apart', () => {
  test('the numbers of a file, exported or not; lines keep their numbers', () => {
    const source =
      "import { a } from './a.ts';\nexport const ONE = 1;\nconst TWO = -0x2;\nexport const b = a + ONE + TWO;\n";
    expect(withConstantsApart(source, 'apart')).toEqual({
      constants: 'export const ONE = 1;\nexport const TWO = -0x2;',
      rest: `import { ONE, TWO } from "apart"; export { ONE } from "apart"; import { a } from './a.ts';\n\n\nexport const b = a + ONE + TWO;\n`,
    });
  });

  test.each([
    ['a list', 'export const NAMES = [1];'],
    ['what is computed', 'const DOUBLE = 2 * ONE;'],
    ['a local one', '  const LOCAL = 1;'],
    ['a variable', 'let COUNT = 1;'],
    ['text', "const NAME = '1';"],
  ])('%s stays where it is', (_, source) => {
    expect(withConstantsApart(`${source}\n`, 'apart')).toBeNull();
  });

  describe('bundled', () => {
    let folder = '';
    let code = '';
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'spillway-constants-'));
      mkdirSync(join(folder, 'sim'));
      const write = (name: string, text: string): void => writeFileSync(join(folder, 'sim', name), text);
      write('leaf.ts', 'export const scale = (x: number): number => 10 * x;\n');
      write(
        'part.ts',
        "import { scale } from './leaf.ts';\nexport const NONE = -1;\nconst OWN = 7;\nexport const part = scale(OWN);\n",
      );
      write(
        'whole.ts',
        "import { NONE, part } from './part.ts';\nexport const whole = (x: number): number => (x === NONE ? part : x);\n",
      );
      const { outputFiles } = await build({
        absWorkingDir: folder,
        entryPoints: ['sim/whole.ts'],
        bundle: true,
        write: false,
        minifySyntax: true,
        format: 'esm',
        plugins: [simForV8()],
      });
      code = outputFiles[0]!.text;
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('no variable is left of them', () => {
      expect(code).not.toMatch(/NONE|OWN/);
      expect(code).toContain('=== -1');
    });

    test('the code does what it did', async () => {
      const { whole } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
        whole: (x: number) => number;
      };
      expect([whole(-1), whole(3)]).toEqual([70, 3]);
    });

    test('no path of the machine is in it', () => {
      expect(code).not.toContain(folder);
    });
  });
});
