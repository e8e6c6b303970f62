/**
 * Goal: the first signal asks to stop, a second one quits at once, and two in the same moment count as one.
 * Method: signals as events of this process, with its exit and its clock replaced.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listenForInterrupt } from '../../cli/interrupt.ts';
import { captureIo } from '../support/captured-io.ts';

describe('interrupt', () => {
  let nowMs = 0;
  beforeEach(() => {
    nowMs = 1_000;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  });
  afterEach(() => vi.restoreAllMocks());

  test('first, echo, second', () => {
    const onFirst = vi.fn();
    const io = captureIo('.');
    const interrupt = listenForInterrupt(io, onFirst);
    expect(interrupt.isRequested()).toBe(false);
    process.emit('SIGINT');
    expect(interrupt.isRequested()).toBe(true);
    expect(onFirst).toHaveBeenCalledTimes(1);
    expect(io.stderr()).toContain('Once more to quit at once');
    nowMs += 50;
    process.emit('SIGINT');
    expect(process.exit).not.toHaveBeenCalled();
    nowMs += 1_000;
    process.emit('SIGTERM');
    expect(process.exit).toHaveBeenCalledWith(130);
    expect(onFirst).toHaveBeenCalledTimes(1);
    interrupt.dispose();
  });

  test('nothing is left behind', () => {
    const before = process.listenerCount('SIGINT');
    listenForInterrupt(captureIo('.'), () => undefined).dispose();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
