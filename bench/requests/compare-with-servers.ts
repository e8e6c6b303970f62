/**
 * Holds the models of Apache and nginx against the real ones: every tried hop gets every tried target, from
 * both; each difference is printed.
 *
 * `npx tsx bench/requests/compare-with-servers.ts --nginx PATH --apache PATH --modules DIR [--record
 * test/sim/requests/measured/hops.txt]`. On Debian 12 the packages nginx and apache2-bin have them (`/usr/sbin/nginx`,
 * `/usr/sbin/apache2`, `/usr/lib/apache2/modules`). Servers listen on loopback, write into a temporary folder, and are
 * stopped at the end. Takes about half a minute.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileHop } from '../../sim/requests/chain.ts';
import type { HopSettings } from '../../sim/requests/hop-settings.ts';
import { ECHO_STATUS, startEchoBackend } from './echo-backend.ts';
import { answerText, outcomeText } from './outcome-text.ts';
import { rawRequest } from './raw-request.ts';
import { apacheConfiguration, type Listening, nginxConfiguration } from './server-configuration.ts';
import { RULE_HOPS, TRIED_APACHE, TRIED_NGINX } from './tried-hops.ts';
import { RECORDED_TARGETS, TRIED_TARGETS } from './tried-targets.ts';

const FIRST_PORT = 21_000;

const { values: flags } = parseArgs({
  options: {
    nginx: { type: 'string', default: '/usr/sbin/nginx' },
    apache: { type: 'string', default: '/usr/sbin/apache2' },
    modules: { type: 'string', default: '/usr/lib/apache2/modules' },
    record: { type: 'string' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'spillway-requests-'));
chmodSync(folder, 0o755);
mkdirSync(join(folder, 'empty'));
const { server, port: backendPort } = await startEchoBackend();
const children: ChildProcess[] = [];
try {
  const nginx = listening(TRIED_NGINX, FIRST_PORT);
  const apache = listening(TRIED_APACHE, FIRST_PORT + 1_000);
  const nginxFile = join(folder, 'nginx.conf');
  const apacheFile = join(folder, 'apache.conf');
  writeFileSync(nginxFile, nginxConfiguration(nginx, backendPort, folder));
  writeFileSync(apacheFile, apacheConfiguration(apache, backendPort, folder, flags.modules));
  children.push(spawn(flags.nginx, ['-p', folder, '-c', nginxFile], { stdio: 'inherit' }));
  children.push(spawn(flags.apache, ['-D', 'FOREGROUND', '-f', apacheFile], { stdio: 'inherit' }));
  await untilListening([...nginx, ...apache].map(({ port }) => port));
  if (flags.record !== undefined) writeFileSync(flags.record, await recorded([...nginx, ...apache]));
  let differing = 0;
  for (const hop of [...nginx, ...apache]) differing += await compareHop(hop);
  const cells = (nginx.length + apache.length) * TRIED_TARGETS.length;
  process.stdout.write(
    `${cells - differing} of ${cells} the same (${nginx.length} nginx, ${apache.length} Apache, ${TRIED_TARGETS.length} targets)\n`,
  );
  process.exitCode = differing === 0 ? 0 : 1;
} finally {
  for (const child of children) child.kill();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}

function listening<Settings>(all: readonly Settings[], firstPort: number): Listening<Settings>[] {
  return all.map((settings, index) => ({ settings, port: firstPort + index }));
}

async function untilListening(ports: readonly number[]): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const answers = await Promise.all(ports.map((port) => rawRequest(port, 'GET', '/').catch(() => null)));
    if (answers.every((answer) => answer !== null)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the servers do not listen');
}

/** What the real servers answer, hop by hop: a line with the name, then one for each target. */
async function recorded(hops: readonly Listening<HopSettings>[]): Promise<string> {
  const lines: string[] = [];
  for (const [name, settings] of Object.entries(RULE_HOPS)) {
    const { port } = hops.find((hop) => hop.settings === settings)!;
    lines.push(name);
    for (const target of RECORDED_TARGETS) lines.push(`\t${target}\t${encodeURI(await realOutcome(port, target))}`);
  }
  return `${lines.join('\n')}\n`;
}

/** How many targets are answered otherwise by the real server. */
async function compareHop({ settings, port }: Listening<HopSettings>): Promise<number> {
  const model = compileHop(settings);
  let differing = 0;
  for (const target of TRIED_TARGETS) {
    const told = await realOutcome(port, target);
    const said = outcomeText(model.receive({ method: 'GET', target }).outcome);
    if (told === said) continue;
    differing++;
    process.stdout.write(
      `${settings.kind} ${target}\n  real  ${told}\n  model ${said}\n  ${JSON.stringify(settings)}\n`,
    );
  }
  return differing;
}

async function realOutcome(port: number, target: string): Promise<string> {
  const { status, body, location } = await rawRequest(port, 'GET', target);
  if (status === ECHO_STATUS) return `-> ${Buffer.from(body, 'hex').toString('latin1')}`;
  return answerText(status, location);
}
