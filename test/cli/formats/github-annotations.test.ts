/**
 * Goal: whatever a scenario's author writes, a workflow command stays one command.
 * Method: text with the characters that GitHub's runner would read as its own.
 */
import { describe, expect, test } from 'vitest';
import { type Annotation, workflowCommand, workflowCommands } from '../../../cli/formats/github-annotations.ts';

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

describe('as many as GitHub shows of a step', () => {
  const annotation = (level: Annotation['level'], title: string): Annotation => {
    return { level, file: 'a.yaml', line: 1, column: null, title, message: 'm' };
  };
  const many = (level: Annotation['level'], count: number): Annotation[] =>
    Array.from({ length: count }, (_, at) => annotation(level, `${level} ${at}`));

  test('ten of a level are shown as they are, the gravest first', () => {
    const lines = workflowCommands([...many('notice', 10), ...many('error', 10)]).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[0]).toContain('::error');
    expect(lines[19]).toContain('title=notice 9');
  });

  test('of eleven, the tenth says what the last two were', () => {
    const lines = workflowCommands(many('warning', 11)).trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines[8]).toContain('title=warning 8');
    expect(lines[9]).toBe('::warning file=a.yaml,line=1,title=2 more::warning 9%0Awarning 10');
  });
});
