/**
 * What a connection allocates once a run is under way: answers "design" with bytes a connection on V8's
 * heap, in each quarter of the run.
 *
 * To be started with the scenario, the world, changes of settings if any, and a young generation so large
 * that V8 seldom collects: the heap then grows by what is allocated. Between two polls of the run's
 * control the growth is noted; a pair of polls with a collection between them tells nothing and is left
 * out. Two runs before compile the code.
 */
import { readFileSync } from 'node:fs';
import { readSources } from '../../cli/scenario/read-sources.ts';
import { compileModel, Kernel, type RunControl, simulate, UNATTENDED } from '../../sim/index.ts';
import { loadScenario } from '../../sim/scenario/load-scenario.ts';
import { serveLines } from './serve-lines.ts';

const WARM_UP_RUNS = 2;
const QUARTERS = 4;

const [file, worldFile, ...changes] = process.argv.slice(2) as [string, string, ...string[]];
const world = JSON.parse(readFileSync(worldFile, 'utf8'));
const loaded = loadScenario(readSources(file, '/'), { gcp: world }, changes);
if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
const { scenario } = loaded;
const model = compileModel(scenario, world);
const kernel = new Kernel();

serveLines(([design]) => {
  const designIndex = Number(design);
  for (let run = 0; run < WARM_UP_RUNS; run++) simulate(model, designIndex, run, UNATTENDED, null, kernel);
  const bytes = new Float64Array(QUARTERS);
  const events = new Float64Array(QUARTERS);
  let lastBytes = 0;
  let lastEvents = 0;
  const control: RunControl = {
    poll: (simulatedUs, eventCount) => {
      const { heapUsed } = process.memoryUsage();
      const quarter = Math.floor((QUARTERS * simulatedUs) / scenario.time.duration);
      if (lastEvents > 0 && heapUsed >= lastBytes && quarter < QUARTERS) {
        bytes[quarter]! += heapUsed - lastBytes;
        events[quarter]! += eventCount - lastEvents;
      }
      lastBytes = heapUsed;
      lastEvents = eventCount;
      return false;
    },
  };
  const record = simulate(model, designIndex, WARM_UP_RUNS, control, null, kernel);
  const eventsPerConnection = record.eventCount / record.offeredCount;
  return {
    design: record.designId,
    eventsMeasured: events.reduce((sum, count) => sum + count, 0),
    events: record.eventCount,
    bytesPerConnection: Array.from(bytes, (sum, quarter) => (sum / events[quarter]!) * eventsPerConnection),
  };
});
