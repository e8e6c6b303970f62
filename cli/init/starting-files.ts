/**
 * The files that `spillway init` writes, by path below the directory; the baseline is made by running the scenario.
 */
import { STARTING_SCENARIO } from './starting-scenario.ts';

export const SCENARIO_FILE = 'scenarios/region-at-capacity.yaml';
export const BASELINE_FILE = 'results/baselines/region-at-capacity.txt';

export const STARTING_FILES: Readonly<Record<string, string>> = {
  [SCENARIO_FILE]: STARTING_SCENARIO,
  'scenarios/README.md': `# Scenarios

What our load balancing should do. Spillway, a development dependency of this repository, simulates each file here; CI compares what comes out
with its baseline in \`results/baselines\`, and says on the pull request what became worse, better, or just different.

    npx spillway run scenarios/region-at-capacity.yaml    # who goes where; the report is in results/
    npx spillway check 'scenarios/*.yaml'                 # what a change does
    npx spillway check 'scenarios/*.yaml' --update        # accept it, and commit the baselines with the change

A baseline is not edited by hand.
`,
  // In a folder of its own, so that it meets no other .gitignore.
  'results/.gitignore': `*
!.gitignore
!baselines/
!baselines/**
`,
  '.github/workflows/spillway.yml': `# Says on a pull request what a change does to the scenarios: annotations, a summary, and the reports as an artifact.
name: Spillway
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - run: npx spillway check 'scenarios/*.yaml' --format github --out results/check
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: spillway-reports
          path: results/check
          if-no-files-found: ignore
`,
};
