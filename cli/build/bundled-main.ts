#!/usr/bin/env node
/**
 * The command line as it is shipped: dist/spillway.mjs, with its worker, worlds, scenarios and report page beside it.
 */
import { readFileSync } from 'node:fs';
import { installationAt } from '../installation/installation.ts';
import { processIo } from '../io.ts';
import { runProgram } from '../program.ts';

const beside = (path: string): URL => new URL(path, import.meta.url);
const text = (path: string): string => readFileSync(beside(path), 'utf8');

const installation = installationAt({
  workerFile: beside('./worker.mjs'),
  scenarios: beside('./scenarios/'),
  reportAssets: async () => ({
    script: text('./report-page.js'),
    style: text('./report-page.css'),
    land: JSON.parse(text('./land-110m.json')),
  }),
});

process.exitCode = await runProgram(process.argv.slice(2), processIo(), installation);
