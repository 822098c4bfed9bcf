/** What zones are called where one is chosen. */
import type { Zone } from './instant.ts';

/** In short: `UTC`, `local`, `Berlin`. */
export const zoneWord = (zone: Zone): string =>
  zone === 'utc' ? 'UTC' : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** `Times in Europe/Berlin`. */
export const zoneTitle = (zone: Zone): string =>
  zone === 'local' ? 'Times in the zone of this machine' : `Times in ${zone === 'utc' ? 'UTC' : zone}`;
