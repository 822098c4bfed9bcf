/** nginx with a cache in front of a cluster, at its best: what Rollcall's cached reads are held against. */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Scope } from '../harness/scope.ts';
import { type Actor, type Cores, startActor } from './actor.ts';
import { NGINX } from './programs.ts';
import type { Upstream } from './upstream.ts';

export type Nginx = Actor & { url: string };

export type NginxOptions = {
  /** Processes that serve; `auto` is one per core. */
  workers: 1 | 'auto';
  cores: Cores;
  /** The directory that it serves, and what it answers for from the cluster: either, or both. */
  root?: string;
  upstream?: Upstream;
};

/** Starts it with a configuration, directories and a port of its own. */
export async function startNginx(
  scope: Scope,
  { workers, cores, root, upstream }: NginxOptions,
): Promise<Nginx> {
  const dir = await scope.directory();
  const port = await freePort();
  const config = join(dir, 'nginx.conf');
  await Promise.all(['cache', 'body', 'proxy', 'other'].map((name) => mkdir(join(dir, name))));
  const [shared, locations] = upstream === undefined ? ['', ''] : cached(dir, upstream);
  const files =
    root === undefined
      ? ''
      : `location / { root ${root}; gzip_static on; add_header Cache-Control no-store; }`;
  await writeFile(
    config,
    `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes ${workers};
pid ${dir}/nginx.pid;
error_log stderr notice;
events { worker_connections 1024; }
http {
  access_log off;
  default_type text/html;
  charset utf-8;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 60s;
  keepalive_requests 10000000;
  open_file_cache max=100;
  client_body_temp_path ${dir}/body;
  proxy_temp_path ${dir}/proxy;
  fastcgi_temp_path ${dir}/other; uwsgi_temp_path ${dir}/other; scgi_temp_path ${dir}/other;
  ${shared}
  server {
    listen 127.0.0.1:${port};
    ${locations}
    ${files}
  }
}
`,
  );
  const actor = await startActor({
    command: NGINX,
    args: ['-c', config, '-p', dir, '-e', 'stderr'],
    cores,
    ready: /start worker process \d+/,
  });
  return scope.own({ ...actor, url: `http://127.0.0.1:${port}` });
}

/** What goes beside the server and what into it. The certificate is checked as Rollcall checks it: it must be this one. */
function cached(dir: string, { endpoints, clientCert, clientKey, serverCert }: Upstream): [string, string] {
  const servers = endpoints.map((endpoint) => `server ${new URL(endpoint).host};`).join(' ');
  return [
    `proxy_cache_path ${dir}/cache keys_zone=answers:1m;
  upstream cluster { ${servers} keepalive 8; }`,
    `location /1.0 {
      proxy_pass https://cluster;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_ssl_certificate ${clientCert};
      proxy_ssl_certificate_key ${clientKey};
      proxy_ssl_trusted_certificate ${serverCert};
      proxy_ssl_protocols TLSv1.2 TLSv1.3;
      proxy_ssl_verify off;
      proxy_cache answers;
      proxy_cache_valid 200 1s;
      proxy_cache_lock on;
      proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;
    }`,
  ];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port to be had');
  return address.port;
}
