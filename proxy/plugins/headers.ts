/** Headers that every answer carries. A constant table: they are on the hot path of each cached read. */
import type { FastifyInstance } from 'fastify';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // No text becomes code or markup, whichever library tries: none may even make a policy that would allow it.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
} as const;

/** What a page could ask a browser for, by names that have long been known: Chromium complains of any other. */
const UNUSED = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'serial',
  'sync-xhr',
  'usb',
  'xr-spatial-tracking',
];
/** A wall fills the screen and keeps it on, and links are copied. */
const USED = ['clipboard-write', 'fullscreen', 'screen-wake-lock'];

/** Beside those of every answer: what only a document can use, and would make each cached read longer. */
export const PAGE_HEADERS = {
  'permissions-policy': [...UNUSED.map((name) => `${name}=()`), ...USED.map((name) => `${name}=(self)`)].join(
    ', ',
  ),
} as const;

/** For a year from now on, browsers ask for this host by https alone (RFC 6797). */
const STRICT_TRANSPORT = `max-age=${365 * 86_400}`;

/** What is asked for by this name concerns every server on the viewer's machine, whatever its port. */
const isLocal = (hostname: string): boolean => /(?:^|\.)localhost\.?$/i.test(hostname);

/** `https`: we speak TLS ourselves. What a reverse proxy in front of us speaks is for it to say. */
export function registerHeaders(app: FastifyInstance, { https } = { https: false }): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS);
    // To the raw one: the stream writes a head of its own, into which this goes, too.
    if (https && !isLocal(request.hostname))
      reply.raw.setHeader('strict-transport-security', STRICT_TRANSPORT);
  });
}
