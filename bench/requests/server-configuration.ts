/**
 * Hop settings as configuration files of the real servers: one server each on a port of its
 * own, all proxying to one backend.
 */
import { proxyPassText, ruleLines } from '../../sim/requests/apache/directive-text.ts';
import { type ApacheSettings, NEXT_HOP, type NginxSettings } from '../../sim/requests/hop-settings.ts';
import { directiveLines, locationText } from '../../sim/requests/nginx/directive-text.ts';

export interface Listening<Settings> {
  readonly settings: Settings;
  readonly port: number;
}

/** `folder` is where the server may write, absolute. */
export function nginxConfiguration(
  servers: readonly Listening<NginxSettings>[],
  backendPort: number,
  folder: string,
): string {
  return [
    `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.err crit;`,
    'events { worker_connections 512; }',
    'http {',
    `access_log off; root ${folder}/empty; absolute_redirect off; keepalive_timeout 0;`,
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`),
    'proxy_http_version 1.1; proxy_set_header Connection "";',
    ...servers.map((server) => nginxServer(server, backendPort)),
    '}',
    '',
  ].join('\n');
}

function nginxServer({ settings, port }: Listening<NginxSettings>, backendPort: number): string {
  const { mergeSlashes, rewrites, locations } = settings;
  return [
    `server { listen 127.0.0.1:${port}; merge_slashes ${mergeSlashes ? 'on' : 'off'};`,
    ...rewrites.flatMap(directiveLines),
    ...locations.flatMap((location) => [
      `${locationText(location)} {`,
      ...location.rewrites.flatMap(directiveLines),
      ...(location.action.kind === 'proxyPass'
        ? [`proxy_pass http://127.0.0.1:${backendPort}${location.action.uri ?? ''};`]
        : location.action.kind === 'return'
          ? directiveLines(location.action)
          : []),
      '}',
    ]),
    '}',
  ].join('\n');
}

/** `modules`: the folder with mod_proxy.so and the others. */
export function apacheConfiguration(
  servers: readonly Listening<ApacheSettings>[],
  backendPort: number,
  folder: string,
  modules: string,
): string {
  const loaded = ['mpm_event', 'authz_core', 'proxy', 'proxy_http', 'rewrite'];
  return [
    `ServerRoot ${folder}`,
    `PidFile ${folder}/apache.pid`,
    `DefaultRuntimeDir ${folder}`,
    `DocumentRoot ${folder}/empty`,
    'Mutex posixsem default',
    'ServerName edge.test',
    'User nobody',
    'Group nogroup',
    `ErrorLog ${folder}/apache.err`,
    'KeepAlive Off',
    ...loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`),
    ...servers.flatMap(({ port }) => `Listen 127.0.0.1:${port}`),
    ...servers.map((server) => apacheServer(server, backendPort)),
    '',
  ].join('\n');
}

function apacheServer({ settings, port }: Listening<ApacheSettings>, backendPort: number): string {
  const { mergeSlashes, allowEncodedSlashes, rewrites, proxyPass } = settings;
  const backend = `http://127.0.0.1:${backendPort}`;
  return [
    `<VirtualHost 127.0.0.1:${port}>`,
    `MergeSlashes ${mergeSlashes ? 'On' : 'Off'}`,
    `AllowEncodedSlashes ${allowEncodedSlashes}`,
    ...(rewrites.length > 0 ? ['RewriteEngine On'] : []),
    ...rewrites.flatMap(ruleLines).map((line) => line.replaceAll(NEXT_HOP, backend)),
    ...proxyPass.map(proxyPassText).map((line) => line.replaceAll(NEXT_HOP, backend)),
    '</VirtualHost>',
  ].join('\n');
}
