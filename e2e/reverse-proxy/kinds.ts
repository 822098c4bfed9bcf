/** The reverse proxies with a documented configuration, and what has to differ for a test: ports, files, and what the system would add. */
import type { Need } from '../packages.ts';

export type Place = {
  /** The certificate and the key are here, as `fullchain.pem` and `privkey.pem`, and together as `rollcall.pem`. */
  dir: string;
  httpsPort: number;
  httpPort: number;
  /** `host:port` */
  upstream: string;
};

export type Kind = {
  title: string;
  need: Extract<Need, 'nginx' | 'haproxy' | 'caddy'>;
  program: string;
  /** In `docs/reverse-proxy`. */
  file: string;
  /** What of the documented text to replace by what. */
  changes(place: Place): (readonly [from: string, to: string])[];
  /** What to write into `dir`, by name. */
  files(config: string, place: Place): Record<string, string>;
  args(place: Place): string[];
  /** How a limit of connections for each address is written, that number being 200; null: it has none. */
  limit: { written: string; lowered: string } | null;
};

/** What the main file of a distribution has around that of a site. */
const nginxMain = (dir: string): string => `user root;
daemon off;
worker_processes 1;
pid ${dir}/nginx.pid;
error_log stderr warn;
events { worker_connections 500; }
http {
    access_log off;
    gzip on;
    gzip_types text/event-stream application/json;
    client_body_temp_path ${dir}/body;
    proxy_temp_path ${dir}/proxy;
    fastcgi_temp_path ${dir}/fastcgi;
    uwsgi_temp_path ${dir}/uwsgi;
    scgi_temp_path ${dir}/scgi;
    include ${dir}/rollcall.conf;
}
`;

/** As in Debian's haproxy.cfg, with timeouts that a stream would not survive. */
const HAPROXY_DEFAULTS = `global
    maxconn 500
defaults
    mode http
    timeout connect 1s
    timeout client  3s
    timeout server  3s
`;

const caddyGlobal = ({ dir, httpPort, httpsPort }: Place): string => `{
	admin off
	http_port ${httpPort}
	https_port ${httpsPort}
	default_bind 127.0.0.1
	storage file_system ${dir}/storage
}
`;

export const KINDS: readonly Kind[] = [
  {
    title: 'nginx',
    need: 'nginx',
    program: 'nginx',
    file: 'nginx.conf',
    changes: ({ dir, httpsPort, httpPort, upstream }) => [
      ['    listen [::]:80;\n', ''],
      ['    listen [::]:443 ssl http2;\n', ''],
      ['listen 80;', `listen 127.0.0.1:${httpPort};`],
      ['listen 443 ssl', `listen 127.0.0.1:${httpsPort} ssl`],
      ['/etc/ssl/rollcall/', `${dir}/`],
      ['127.0.0.1:8484', upstream],
    ],
    files: (config, { dir }) => ({ 'rollcall.conf': config, 'nginx.conf': nginxMain(dir) }),
    args: ({ dir }) => ['-p', dir, '-c', `${dir}/nginx.conf`],
    limit: { written: 'limit_conn            rollcall 200;', lowered: 'limit_conn rollcall 3;' },
  },
  {
    title: 'HAProxy',
    need: 'haproxy',
    program: 'haproxy',
    file: 'haproxy.cfg',
    changes: ({ dir, httpsPort, httpPort, upstream }) => [
      ['bind :80\n', `bind 127.0.0.1:${httpPort}\n`],
      ['bind :443 ssl', `bind 127.0.0.1:${httpsPort} ssl`],
      ['/etc/haproxy/rollcall.pem', `${dir}/rollcall.pem`],
      ['127.0.0.1:8484', upstream],
    ],
    files: (config) => ({ 'haproxy.cfg': HAPROXY_DEFAULTS + config }),
    args: ({ dir }) => ['-db', '-f', `${dir}/haproxy.cfg`],
    limit: { written: 'sc0_conn_cur gt 200', lowered: 'sc0_conn_cur gt 3' },
  },
  {
    title: 'Caddy',
    need: 'caddy',
    program: 'caddy',
    file: 'Caddyfile',
    changes: ({ dir, upstream }) => [
      ['/etc/ssl/rollcall/', `${dir}/`],
      ['127.0.0.1:8484', upstream],
    ],
    files: (config, place) => ({ Caddyfile: caddyGlobal(place) + config }),
    args: ({ dir }) => ['run', '--config', `${dir}/Caddyfile`, '--adapter', 'caddyfile'],
    limit: null,
  },
];
