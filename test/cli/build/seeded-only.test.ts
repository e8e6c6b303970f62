/**
 * Goal: seedrandom without Node's cryptography draws what it draws with it.
 * Method: the streams bundled with and without the plugin and evaluated, side by side.
 */
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { SEEDED_ONLY } from '../../../cli/build/seeded-only.ts';

const STREAMS = fileURLToPath(new URL('../../../sim/kernel/random-streams.ts', import.meta.url));

async function bundled(plugins: readonly Plugin[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [STREAMS],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    plugins: [...plugins],
  });
  return outputFiles[0]!.text;
}

/** The first numbers of two streams, and what the bundle asked Node for. */
function drawnBy(code: string): { numbers: number[]; asked: string[] } {
  const asked: string[] = [];
  const module = { exports: {} as typeof import('../../../sim/kernel/random-streams.ts') };
  const require = (name: string): unknown => {
    asked.push(name);
    return {};
  };
  new Function('module', 'exports', 'require', code)(module, module.exports, require);
  const streams = new module.exports.RandomStreams('42', 1);
  const numbers = ['arrivals/seoul', 'arrivals/boston'].flatMap((name) => {
    const stream = streams.stream(name);
    return Array.from({ length: 20 }, () => stream.uint32());
  });
  return { numbers, asked };
}

describe('seedrandom, seeded only', () => {
  test('asks for no cryptography and draws the same', async () => {
    const whole = drawnBy(await bundled([]));
    const seededOnly = drawnBy(await bundled([SEEDED_ONLY]));
    expect(whole.asked).toEqual(['crypto']);
    expect(seededOnly.asked).toEqual([]);
    expect(seededOnly.numbers).toEqual(whole.numbers);
    expect(new Set(whole.numbers).size).toBe(40);
  });
});
