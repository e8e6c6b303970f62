/**
 * The configurations of the measured servers: bare modules, no log of accesses, every
 * process and thread started at once.
 */
import { join } from 'node:path';
import type { MeasuredCase } from '../../test/calibration/measured-case.ts';

export const NODE_PORT = 20_090;
export const NGINX_PORT = 20_080;
export const APACHE_PORT = 20_101;

const MODULES = ['authz_core', 'proxy', 'proxy_http', 'reqtimeout'];
const PROCESSES_OF_THREADS = 4;

export function apacheConfiguration(measured: MeasuredCase, modules: string, directory: string): string {
  const { mpm, workers, listenBacklog, acceptFilter, keepAliveTimeoutS } = measured;
  const perProcess = workers! / PROCESSES_OF_THREADS;
  const threads = [
    `ServerLimit ${PROCESSES_OF_THREADS}`,
    `StartServers ${PROCESSES_OF_THREADS}`,
    `ThreadLimit ${perProcess}`,
    `ThreadsPerChild ${perProcess}`,
    `MinSpareThreads ${workers}`,
    `MaxSpareThreads ${2 * workers!}`,
    ...(mpm === 'event' ? ['AsyncRequestWorkerFactor 2'] : []),
  ];
  const processes = [
    `ServerLimit ${workers}`,
    `StartServers ${workers}`,
    `MinSpareServers ${workers}`,
    `MaxSpareServers ${workers! + 1}`,
  ];
  return lines([
    `ServerRoot ${directory}`,
    `PidFile ${join(directory, 'apache.pid')}`,
    `DefaultRuntimeDir ${directory}`,
    'Mutex posixsem default',
    'ServerName edge.test',
    `Listen 127.0.0.1:${APACHE_PORT}`,
    `ListenBacklog ${listenBacklog}`,
    ...(acceptFilter === 'none' ? ['AcceptFilter http none', 'AcceptFilter https none'] : []),
    ...(isRoot() ? ['User nobody', 'Group nogroup'] : []),
    `ErrorLog ${join(directory, 'apache.log')}`,
    'LogLevel error',
    ...[`mpm_${mpm}`, ...MODULES].map((name) => `LoadModule ${name}_module ${join(modules, `mod_${name}.so`)}`),
    'Timeout 60',
    'KeepAlive On',
    'MaxKeepAliveRequests 100',
    `KeepAliveTimeout ${keepAliveTimeoutS}`,
    'RequestReadTimeout header=20-40,minrate=500',
    ...(mpm === 'prefork' ? processes : threads),
    `MaxRequestWorkers ${workers}`,
    'MaxConnectionsPerChild 0',
    'ProxyPreserveHost On',
    `ProxyPass / http://127.0.0.1:${NGINX_PORT}/ ttl=60 timeout=60`,
  ]);
}

export function nginxConfiguration({ workerConnections, listenBacklog }: MeasuredCase, directory: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${join(directory, name)};`,
  );
  return lines([
    ...(isRoot() ? ['user nobody nogroup;'] : []),
    'worker_processes 1;',
    'daemon off;',
    `pid ${join(directory, 'nginx.pid')};`,
    `error_log ${join(directory, 'nginx.log')} error;`,
    `events { worker_connections ${workerConnections}; multi_accept off; }`,
    'http {',
    '  access_log off;',
    '  keepalive_timeout 75s;',
    '  keepalive_requests 1000000;',
    '  client_header_timeout 60s;',
    ...temporary,
    `  upstream node { server 127.0.0.1:${NODE_PORT}; keepalive 2048; keepalive_requests 100000000; keepalive_timeout 100s; }`,
    '  server {',
    `    listen 127.0.0.1:${NGINX_PORT} backlog=${listenBacklog};`,
    '    location / {',
    '      proxy_pass http://node;',
    '      proxy_http_version 1.1;',
    '      proxy_set_header Connection "";',
    '      proxy_set_header Host $host;',
    '    }',
    '  }',
    '}',
  ]);
}

/** Servers that start as root have to be told whom to become. */
function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function lines(each: readonly string[]): string {
  return `${each.join('\n')}\n`;
}
