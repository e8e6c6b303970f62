/**
 * Goal: the figure of counters has a panel for what was counted and no other, a line for each design that did it, and
 * says totals and the peak that matters.
 * Method: the sample, whose counters are known; the same without counters, and with a design that did nothing of it.
 */
import { describe, expect, it } from 'vitest';
import { reportContext } from '../../../viz/data/report-context.ts';
import { counterFigure } from '../../../viz/figures/counter-figure.ts';
import { sampleResult } from '../sample-result.ts';
import { SEOUL_BOSTON } from '../sample-world.ts';

const result = sampleResult(SEOUL_BOSTON);
const figure = counterFigure(reportContext(result))!;

function panels() {
  const [drawing] = figure.drawings;
  if (drawing?.kind !== 'linePanels') throw new Error('the figure is drawn as panels of lines');
  return drawing.data.panels;
}

describe('panels', () => {
  it('are those of counters that were counted, in the order of their table, with the lines of the designs that did it', () => {
    expect(panels().map(({ title, lines }) => [title, lines.map(({ label }) => label)])).toEqual([
      ['asks', ['waterfall']],
      ['dead assignments', ['waterfall']],
      ['balancer bytes out', ['sprayToWorld']],
      ['server bytes out', ['waterfall', 'sprayToWorld']],
    ]);
  });

  it('hold rates: what an interval counted, over its length', () => {
    const { values } = panels()[0]!.lines[0]!;
    // 405 asks in the ten seconds in which the surge begins, 5 before.
    expect([values[59], values[60]]).toEqual([0.5, 40.5]);
    expect(panels()[3]!.lines[1]!.values[0]).toBe(500_000);
    expect(panels()[3]!.subtitle).toBe('bytes from servers to clients, each second');
  });
});

describe('the finding', () => {
  it('gives totals, and the peak that stands out most', () => {
    const asks = result.counters[0]!.values.reduce((sum: number, value) => sum + value!, 0).toLocaleString('en');
    expect(figure.finding.split('\n')).toEqual([
      `waterfall: ${asks} asks of balancers, 60 assignments to dead servers, 600 MB from servers to clients (out of balancers 0% as much). Assignments to dead servers peaked at 2 a second at 10:00, 80 times the mean.`,
      'sprayToWorld: 1.2 GB from servers to clients (out of balancers 100% as much). (Whole run, warm-up included.)',
    ]);
  });

  it('says of a design that it did none of it', () => {
    const counters = result.counters.filter(({ designId }) => designId === 'waterfall');
    const { finding } = counterFigure(reportContext({ ...result, counters }))!;
    expect(finding.split('\n')[1]).toBe('sprayToWorld: none. (Whole run, warm-up included.)');
  });

  it('says once what all designs did alike', () => {
    const [asks, , bytes] = result.counters;
    const alike = [bytes!, asks!, { ...bytes!, designId: 'sprayToWorld' }];
    const [first, ...others] = counterFigure(reportContext({ ...result, counters: alike }))!.finding.split('\n');
    expect(first).toBe('Every design: 600 MB from servers to clients (out of balancers 0% as much).');
    expect(others[0]).toMatch(
      /^waterfall: [0-9,]+ asks of balancers\. Asks of balancers peaked at 40\.5 a second at 10:00, /,
    );
    expect(others).toHaveLength(1);
    const same = counterFigure(reportContext({ ...result, counters: [bytes!, alike[2]!] }))!;
    expect(same.finding).toBe(
      'Every design: 600 MB from servers to clients (out of balancers 0% as much). (Whole run, warm-up included.)',
    );
  });
});

it('is left out where nothing was counted', () => {
  expect(counterFigure(reportContext({ ...result, counters: [] }))).toBeNull();
});

it('has its data as a table', () => {
  expect(figure.table!.rows).toEqual([
    ['waterfall', 'asks', expect.stringMatching(/^\d,\d{3}$/), expect.any(String), '40.5', '10:00'],
    ['waterfall', 'dead assignments', '60', '0.025', '2', '10:00'],
    ['waterfall', 'server bytes out', '600 MB', '250 kB', '250 kB', '0:00'],
    ['sprayToWorld', 'balancer bytes out', '1.2 GB', '500 kB', '500 kB', '0:00'],
    ['sprayToWorld', 'server bytes out', '1.2 GB', '500 kB', '500 kB', '0:00'],
  ]);
});
