/** Commands of LXD's and Incus' own clients, to be pasted into a POSIX shell whatever the names in them are. */

/** Which client: `lxc`, unless the cluster is one of Incus. */
type Product = 'lxd' | 'incus' | null;

/** A terminal acts upon control characters before the shell sees them, and half a character cannot be typed. */
const UNTYPABLE = /[\p{Cc}\u2028\u2029]/u;
/** What a shell takes as it is. */
const PLAIN = /^[\w@%+=:,./-]+$/;
const SINGLE_QUOTE = String.raw`'\''`;

/** A word as a POSIX shell takes it: `node-3`, `'it'\''s'`. Null: no terminal would let it through as it is. */
export function shellWord(text: string): string | null {
  if (UNTYPABLE.test(text) || !text.isWellFormed()) return null;
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", SINGLE_QUOTE)}'`;
}

/** Words in a row; null where one of them cannot be typed. */
function joinWords(words: readonly string[]): string | null {
  const typed = words.map(shellWord);
  return typed.includes(null) ? null : typed.join(' ');
}

/** What stands before a colon would be taken for a remote, so a name with one is led by the remote that is meant. */
function named(client: string, before: readonly string[], name: string): string | null {
  if (!name.includes(':'))
    return joinWords([client, ...before, ...(name.startsWith('-') ? ['--'] : []), name]);
  const [command, word] = [joinWords([client, ...before]), shellWord(name)];
  return command === null || word === null ? null : `${command} "$(${client} remote get-default)":${word}`;
}

/**
 * A filter of the list of instances for a member. The value is a regular expression there, in which commas and spaces
 * would begin another one: they are asked for as any character.
 * Seen on LXD 5.0.2 and Incus 6.0.4.
 */
const locationFilter = (member: string): string =>
  `location=${member.replaceAll(/[[\](){}+*?^$|\\]/g, String.raw`\$&`).replaceAll(/[\s,]/g, '.')}`;

/** The commands about a cluster. Each is null where a name in it cannot be typed. */
export function commandsOf(product: Product) {
  const client = product === 'incus' ? 'incus' : 'lxc';
  // LXD's client has no such option.
  const operationsOfAll = product === 'incus' ? ['--all-projects'] : [];
  return {
    members: () => joinWords([client, 'cluster', 'list']),
    member: (member: string) => named(client, ['cluster', 'show'], member),
    evacuate: (member: string) => named(client, ['cluster', 'evacuate'], member),
    restore: (member: string) => named(client, ['cluster', 'restore'], member),
    instances: (member: string) => joinWords([client, 'list', locationFilter(member), '--all-projects']),
    operations: () => joinWords([client, 'operation', 'list', ...operationsOfAll]),
    warnings: () => joinWords([client, 'warning', 'list']),
    resources: (member: string) => joinWords([client, 'info', '--resources', '--target', member]),
    pool: (pool: string, member: string) => named(client, ['storage', 'info', '--target', member], pool),
  };
}
