/** Programs of the system that benchmarks use. */
import { existsSync } from 'node:fs';

/** As for the browser tests: ROLLCALL_CHROMIUM names another one. */
export const CHROMIUM = process.env['ROLLCALL_CHROMIUM'] ?? '/usr/bin/chromium';

/** Debian keeps it out of the path of ordinary users. */
export const NGINX = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';
