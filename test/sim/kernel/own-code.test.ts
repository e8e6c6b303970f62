/**
 * Goal: a handler that is called through code of its own does what it does, in the first run of a kernel and in
 * later ones, made anew or kept.
 * Method: functions that write down what they are called with; the events of runs on a
 * kernel that is cleared between them.
 */
import { describe, expect, test, vi } from 'vitest';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { withOwnCode } from '../../../sim/kernel/own-code.ts';
import type { SimTime } from '../../../sim/kernel/time.ts';
import { ListedArrivals } from './listed-arrivals.ts';

describe('code of its own', () => {
  test('calls the handler with the subject, and lets through what it throws', () => {
    const subjects: number[] = [];
    const own = withCode(
      (subject) => {
        subjects.push(subject);
        if (subject === 3) throw new RangeError('three');
      },
      'test.throw',
      0,
    );
    own(-1);
    expect(() => own(3)).toThrow(new RangeError('three'));
    expect(subjects).toEqual([-1, 3]);
  });

  test('a stack names the handler, and no name can be code', () => {
    const own = withCode(
      () => {
        throw new Error('here');
      },
      'tier one.close\nthrow 1;//',
      7,
    );
    expect(() => own(0)).toThrow('here');
    expect(stackOf(own)).toContain('handler/tier_one.close_throw_1___/7');
  });

  test.each([
    ['made anew for each run', () => serving()],
    ['kept from run to run', keptServing()],
  ])('handlers %s are served alike in every run of a kernel', (_, servingOf) => {
    const kernel = new Kernel();
    const runs = [1, 2, 3].map(() => {
      const { handler, served } = servingOf();
      served.length = 0;
      kernel.clear();
      const id = kernel.register('test.serve', handler);
      for (const [at, subject] of [
        [5, 2],
        [3, 1],
        [5, 4],
      ] as const)
        kernel.schedule(at as SimTime, id, subject);
      kernel.run(10 as SimTime, NO_ARRIVALS, UNATTENDED);
      return { served: [...served], fingerprint: kernel.fingerprint };
    });
    expect(runs[0]!.served).toEqual([1, 2, 4]);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });
});

describe('where no code may be made of text', () => {
  /** What V8 does under `--disallow-code-generation-from-strings`, and browsers by a policy of the page. */
  function withoutCode(error: Error, run: () => void): number {
    // A function that can be called with `new`, which an arrow cannot.
    const makeCode = vi.fn(function refuse() {
      throw error;
    });
    vi.stubGlobal('Function', makeCode);
    try {
      run();
    } finally {
      vi.unstubAllGlobals();
    }
    return makeCode.mock.calls.length;
  }

  test('handlers and arrivals are called as they are, and it is asked once a kernel', () => {
    const kernel = new Kernel();
    const { handler, served } = serving();
    const asked = withoutCode(new EvalError('Code generation from strings disallowed for this context'), () => {
      for (const run of [1, 2, 3]) {
        kernel.clear();
        const ids = ['a', 'b'].map((name) => kernel.register(name, (subject) => handler(subject)));
        for (const id of ids) kernel.schedule(5 as SimTime, id, 10 * run + id);
        kernel.run(10 as SimTime, new ListedArrivals([4], () => served.push(run)), UNATTENDED);
      }
    });
    expect(served).toEqual([1, 10, 11, 2, 20, 21, 3, 30, 31]);
    expect(asked).toBe(1);
  });

  test('another error is not taken for that', () => {
    const fault = new SyntaxError('name');
    withoutCode(fault, () => expect(() => withOwnCode(() => undefined, 'test', 0)).toThrow(fault));
  });
});

function withCode(...call: Parameters<typeof withOwnCode>): (subject: number) => void {
  const own = withOwnCode(...call);
  if (own === null) throw new Error('this process may make no code of text');
  return own;
}

function stackOf(handler: (subject: number) => void): string {
  try {
    handler(0);
    return '';
  } catch (error) {
    return (error as Error).stack ?? '';
  }
}

function serving(): { handler: (subject: number) => void; served: number[] } {
  const served: number[] = [];
  return { handler: (subject) => served.push(subject), served };
}

function keptServing(): () => ReturnType<typeof serving> {
  const kept = serving();
  return () => kept;
}
