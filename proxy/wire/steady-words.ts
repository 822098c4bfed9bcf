/** What stays of a text that a server makes anew at every read: `No heartbeat for 20.3s` is the same as `No heartbeat for 21s`. */

/** The words that have no digit in them. */
export const steadyWords = (text: string): string =>
  text
    .split(/\s+/)
    .filter((word) => word !== '' && !/\d/.test(word))
    .join(' ');
