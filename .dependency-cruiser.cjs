/**
 * Which part may import which: the arrows of the architecture, each with its reason.
 *
 * cli -> viz, sim;  viz -> sim/metrics, sim/stats;  inside sim: index -> faults -> designs -> policies, fleet, maglev, traffic, world -> kernel, stats.
 * Paths are relative to the root, so the same rules hold for a planted tree in a test.
 */

/** The libraries the deterministic core may use: each is a pure function of its arguments. */
const PURE_LIBRARIES = ['seedrandom', 'zod', 'yaml', 'fastest-levenshtein', 'jstat'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Files that need each other cannot be read, tested or replaced one at a time. Types are exempt: names derived from a registry flow back.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'must-resolve',
      comment:
        'An import that leads nowhere fails only when somebody runs it. Peers of the benchmark are there when their packages are.',
      severity: 'error',
      from: { pathNot: '^bench/peers/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'sim-knows-nobody',
      comment:
        'The core is given data and returns records; what reads files, draws or measures depends on it, never the reverse.',
      severity: 'error',
      from: { path: '^sim/' },
      to: { path: '^(cli|viz|test|bench|scenarios)/' },
    },
    {
      name: 'sim-does-no-io',
      comment:
        'A Node built-in in the core could bring in time, chance or the machine; results must depend on (version, scenario, seed) only.',
      severity: 'error',
      from: { path: '^sim/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sim-uses-pure-libraries',
      comment: `Every library in the core is part of the determinism promise. Reviewed: ${PURE_LIBRARIES.join(', ')}.`,
      severity: 'error',
      from: { path: '^sim/' },
      to: { path: 'node_modules/', pathNot: `node_modules/(@types/)?(${PURE_LIBRARIES.join('|')})/` },
    },
    {
      name: 'kernel-knows-no-domain',
      comment: 'Time, events and chance must be testable, and usable for another model, without load balancing.',
      severity: 'error',
      from: { path: '^sim/kernel/' },
      to: { path: '^sim/', pathNot: '^sim/kernel/' },
    },
    {
      name: 'stats-know-no-domain',
      comment: 'Histograms and intervals are mathematics: they stand on the kernel at most.',
      severity: 'error',
      from: { path: '^sim/stats/' },
      to: { path: '^sim/', pathNot: '^sim/(stats|kernel)/' },
    },
    {
      name: 'tiers-know-the-kernel-only',
      comment:
        'A tier is a model of a server, for any chain and for the members of a fleet: it knows no scenario, world or design.',
      severity: 'error',
      from: { path: '^sim/tiers/' },
      to: { path: '^sim/', pathNot: '^sim/(tiers|kernel)/' },
    },
    {
      name: 'requests-know-no-domain',
      comment:
        'What a server makes of a string can be read, tested and held against real servers without anything that is simulated.',
      severity: 'error',
      from: { path: '^sim/requests/' },
      to: { path: '^sim/', pathNot: '^sim/requests/' },
    },
    {
      name: 'policies-do-not-import-one-another',
      comment:
        'A policy is one file that can be read, copied or deleted alone; what two share goes into a helper beside them (*-choice.ts).',
      severity: 'error',
      from: { path: '^sim/policies/(.+)\\.ts$', pathNot: 'registry\\.ts$' },
      to: { path: '^sim/policies/', pathNot: ['-(policy|choice)\\.ts$', '^sim/policies/$1\\.ts$'] },
    },
    {
      name: 'parts-do-not-know-designs',
      comment: 'Designs are put together from parts; a part that knows a design could serve no other one.',
      severity: 'error',
      from: { path: '^sim/(policies|fleet|maglev|traffic|world|scenario)/' },
      to: { path: '^sim/(designs|faults)/' },
    },
    {
      name: 'policies-see-views-only',
      comment:
        'A policy gets what a real balancer would know, never the true state of the fleet, the traffic or the faults.',
      severity: 'error',
      from: { path: '^sim/policies/' },
      to: { path: '^sim/(fleet|traffic|faults|designs|metrics)/', pathNot: '-view\\.ts$' },
    },
    {
      name: 'nobody-imports-the-core-from-behind',
      comment: 'sim/index.ts is the public surface; inside sim, parts import each other by file.',
      severity: 'error',
      from: { path: '^sim/', pathNot: '^sim/index\\.ts$' },
      to: { path: '^sim/index\\.ts$' },
    },
    {
      name: 'viz-draws-records',
      comment:
        'The report is a function of the result: it never simulates, so an old result can be drawn again by a newer version.',
      severity: 'error',
      from: { path: '^viz/' },
      to: { path: '^(sim|cli|test|bench)/', pathNot: '^sim/(metrics|stats)/' },
    },
    {
      name: 'page-runs-in-a-browser',
      comment: 'What is bundled into the report has no Node and no server-side document there.',
      severity: 'error',
      from: { path: '^viz/(page|charts|theme|data)/' },
      to: { path: 'node_modules/linkedom/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'page-has-no-node',
      comment: 'What is bundled into the report has no Node there.',
      severity: 'error',
      from: { path: '^viz/(page|charts|theme|data)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'production-does-not-test',
      comment: 'Test helpers may cheat; what ships may not lean on them.',
      severity: 'error',
      from: { path: '^(sim|viz|cli|scenarios)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-dead-code',
      comment:
        "What no program reaches is read and maintained for nothing. docs/VALIDATION.md is written by a program too; how Envoy picks under bounded load and Katran hashes a packet are run by upstream's own vectors alone.",
      severity: 'error',
      from: {
        path: '^(cli/(main|build/bundled-main|build/bundle|pool/worker)|viz/page/main|test/validation/write-validation)\\.ts$',
      },
      to: {
        path: '^(sim|viz|cli)/',
        pathNot: [
          '\\.d\\.ts$',
          '^sim/maglev/(dialects/(envoy-bounded-load|katran-packet)|hash/(mersenne-twister|jhash))\\.ts$',
          '^(cli/(main|build/bundled-main|build/bundle|pool/worker)|viz/page/main)\\.ts$',
        ],
        reachable: false,
      },
    },
    {
      name: 'ships-what-it-imports',
      comment: 'A development dependency is not there after a production install. Build scripts run before that.',
      severity: 'error',
      from: { path: '^(cli|viz|sim)/', pathNot: '^(cli/build/|viz/assets\\.ts$)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
