/** Goal: backends in one word. Method: every form, and words that are none. */
import { describe, expect, it } from 'vitest';
import { parseBackend } from '../../../cli/maglev/backend-text.ts';
import { backend, MaglevInputError } from '../../../sim/maglev/backend.ts';

describe('parseBackend', () => {
  it.each([
    ['web-a', backend('web-a')],
    ['web-a=3', backend('web-a', { weight: 3 })],
    ['web-a=0', backend('web-a', { weight: 0 })],
    ['10.0.0.1', backend('10.0.0.1', { address: '10.0.0.1' })],
    ['10.0.0.1:8080=2', backend('10.0.0.1:8080', { address: '10.0.0.1', port: 8080, weight: 2 })],
    ['[fd00::1]:80', backend('[fd00::1]:80', { address: 'fd00::1', port: 80 })],
    ['fd00::1', backend('fd00::1', { address: 'fd00::1' })],
    ['host.example:80', backend('host.example:80')],
  ])('%s', (text, expected) => {
    expect(parseBackend(text)).toEqual(expected);
  });

  it.each(['', '=3', 'a=b=3', 'a=-1', 'a=1.5', 'a=x'])('refuses %j', (text) => {
    expect(() => parseBackend(text)).toThrow(MaglevInputError);
  });
});
