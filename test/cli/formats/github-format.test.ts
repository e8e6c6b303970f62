/**
 * Goal: whatever a scenario's author writes, a workflow command stays one command.
 * Method: text with the characters that GitHub's runner would read as its own.
 */
import { describe, expect, test } from 'vitest';
import { workflowCommand } from '../../../cli/formats/github-format.ts';

describe('workflow command', () => {
  test('escapes what ends a property, a command or a line', () => {
    const annotation = {
      level: 'error',
      file: 'a,b:c.yaml',
      line: 3,
      column: 7,
      title: '50%, at: noon',
      message: 'one\ntwo\r 99%::',
    } as const;
    expect(workflowCommand(annotation)).toBe(
      '::error file=a%2Cb%3Ac.yaml,line=3,col=7,title=50%25%2C at%3A noon::one%0Atwo%0D 99%25::\n',
    );
  });

  test('leaves out a column that is not known', () => {
    const annotation = { level: 'notice', file: 'a.yaml', line: 1, column: null, title: 't', message: 'm' } as const;
    expect(workflowCommand(annotation)).toBe('::notice file=a.yaml,line=1,title=t::m\n');
  });
});
