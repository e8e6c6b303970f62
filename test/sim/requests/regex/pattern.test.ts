/**
 * Goal: a pattern of Apache or nginx matches what it matches there, and one that is wrong, not supported or
 * dangerous is refused where it is so.
 * Method: tables; a dangerous pattern is one that really takes exponential time in a backtracking engine, which
 * is measured in steps by length.
 */
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../sim/requests/regex/pattern.ts';
import { RegexFault } from '../../../../sim/requests/regex/regex-fault.ts';

const NGINX = { server: 'nginx', ignoresCase: false } as const;
const APACHE = { server: 'apache', ignoresCase: false } as const;
const NO_CASE = { server: 'nginx', ignoresCase: true } as const;

function faultOf(pattern: string): string {
  try {
    compilePattern(pattern, NGINX);
    return 'none';
  } catch (error) {
    if (!(error instanceof RegexFault)) throw error;
    return `${error.offset}: ${error.message.replace('the pattern ', '')}`;
  }
}

describe('what matches', () => {
  it.each<readonly [pattern: string, text: string, groups: readonly string[] | null]>([
    ['^/{2,}(.*)$', '///api', ['///api', 'api']],
    ['^(.*?)//+(.*)$', '/a//b//c', ['/a//b//c', '/a', 'b//c']],
    ['^([^?]*)\\?(.*)$', '/a?b?c', ['/a?b?c', '/a', 'b?c']],
    ['(a)|(b)', 'b', ['b', '', 'b']],
    ['[]a]+', ']a', [']a']],
    ['[^]a]', 'b', ['b']],
    ['[a\\]-]+', 'a]-', ['a]-']],
    ['[[:alpha:]_]+', '1ab_', ['ab_']],
    ['[[:^digit:]]+', '1ab', ['ab']],
    ['a{2', 'xa{2', ['a{2']],
    ['a{,2}', 'a{,2}', ['a{,2}']],
    ['a{2,3}', 'aaaa', ['aaa']],
    ['\\Qa.b\\E.', 'a.bc', ['a.bc']],
    ['a(?#comment)b', 'ab', ['ab']],
    ['(a)\\1', 'aa', ['aa', 'a']],
    ['(a)\\g{1}', 'aa', ['aa', 'a']],
    ['\\x41\\x{42}', 'AB', ['AB']],
    ['(?i)abc', 'ABC', ['ABC']],
    ['\\Aab\\z', 'ab', ['ab']],
    ['(?<=/)x(?!y)', '/xz', ['x']],
    ['\\h', '\xa0', ['\xa0']],
    ['\\s', '\xa0', null],
    ['.', '\n', null],
    ['.', '\r', ['\r']],
    ['^a$', 'a\n', ['a']],
    ['^a\\z', 'a\n', null],
    ['a b', 'a b', ['a b']],
  ])('%s on %j', (pattern, text, groups) => {
    expect(compilePattern(pattern, NGINX).match(text)).toEqual(groups);
  });

  it('Apache compiles with DOTALL and DOLLAR_ENDONLY', () => {
    expect(compilePattern('.', APACHE).match('\n')).toEqual(['\n']);
    expect(compilePattern('^a$', APACHE).match('a\n')).toBeNull();
  });

  it('case is that of ASCII letters alone, in classes too, and not in their complement', () => {
    expect(compilePattern('[a-c]\\xe9', NO_CASE).match('B\xe9')).toEqual(['B\xe9']);
    expect(compilePattern('\\xe9', NO_CASE).match('\xc9')).toBeNull();
    expect(compilePattern('[^a]', NO_CASE).match('A')).toBeNull();
  });

  it('names groups as both servers do', () => {
    expect([...compilePattern("(?<a>x)(?P<b>y)(?'c'z)", NGINX).names]).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
  });
});

describe('what is refused', () => {
  it.each<readonly [pattern: string, fault: string]>([
    ['(a', '0: has a ( without its )'],
    ['a)', '1: has a ) without its ('],
    ['[a', '0: has a [ without its ]'],
    ['*a', '0: repeats nothing (*)'],
    ['a**', '2: repeats a repeat'],
    ['a++', '1: has a possessive quantifier, which is not supported'],
    ['(?>a)', '0: has a group of a kind that is not supported ((?>a)'],
    ['(?R)', '0: has a group of a kind that is not supported ((?R))'],
    ['a\\Kb', '1: has an escape that is not supported (\\K)'],
    ['a\\', '1: ends in a backslash'],
    ['[b-a]', '1: has a range that runs backwards'],
    ['[[:alfa:]]', '1: names a class that there is not ([:alfa:])'],
    ['(a)\\2', '3: refers to group 2, which there is not'],
    ['(?i)(a)\\1', '7: has a backreference where case is ignored, which is not supported'],
    ['a{3,2}', '1: counts down'],
    ['a{2000}', '1: repeats more than 1000 times'],
    ['^*', '1: repeats something that has no length'],
    ['(?<a>x)(?<a>y)', '7: names two groups a'],
    ['é', '0: holds a character that is not ASCII; write its bytes as \\xNN'],
  ])('%s', (pattern, fault) => {
    expect(faultOf(pattern)).toBe(fault);
  });
});

describe('what could run away', () => {
  const EXPONENTIAL = ['(a+)+b', '(a*)*b', '(a|a)*b', '(.*)*x', '(x+x+)+y', '(?:a|b|ab)+c', '((ab)+)+c', '(a?){50}b'];

  it.each(EXPONENTIAL)('%s is refused', (pattern) => {
    expect(faultOf(pattern)).toMatch(/exponential/);
  });

  it.each([
    '^/{2,}(.*)$',
    '^(.*?)//+(.*)$',
    '(/[^/]+)*',
    '([a-z]+\\.)+com',
    '(\\d{1,3}\\.){3}\\d',
    '^(?<path>[^?]*)\\?(?<query>.*)$',
    '(a|b)*c',
    '(ab|a)(c|bcd)*',
    '(?=(a+))a*b',
  ])('%s is taken', (pattern) => {
    expect(faultOf(pattern)).toBe('none');
  });

  it('a long pattern is taken, unless too much of it repeats or it is longer than any should be', () => {
    expect(faultOf('a'.repeat(1_000))).toBe('none');
    expect(faultOf(`(${'a'.repeat(300)})*`)).toBe('0: has too many parts to be checked for safety; split it');
    expect(faultOf('a'.repeat(1_001))).toBe('0: is longer than 1000 characters');
  });
});
