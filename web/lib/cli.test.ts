import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandsOf, shellWord } from './cli.ts';

/** Takes a line apart as a POSIX shell does, as far as quotes and substitutions go. Refuses whatever else it would act upon. */
function readAsShell(line: string): string[] {
  const words: string[] = [];
  const pieces =
    /'([^']*)'|\\(.)|("\$\((?:lxc|incus) remote get-default\)")|([^\s'"\\$`;&|<>()*?[\]#~{}!^]+)|( +)|(.)/gsuy;
  let word: string | null = null;
  for (const [, quoted, escaped, remote, plain, gap, active] of line.matchAll(pieces)) {
    if (active !== undefined) throw new Error(`the shell would act upon ${active}`);
    if (gap !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + (quoted ?? escaped ?? plain ?? (remote === undefined ? '' : 'REMOTE'));
    }
  }
  return word === null ? words : [...words, word];
}

const names = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ unit: fc.constantFrom(...'\'"$`\\!#~*?[](){}<>|&;:, =-%ab'.split('')), minLength: 1 }),
);
const typable = names.filter((name) => shellWord(name) !== null);

describe('a word', () => {
  it.each([
    ['node-3', 'node-3'],
    ['node3.example.com', 'node3.example.com'],
    ['', "''"],
    ["it's", String.raw`'it'\''s'`],
    ['$(reboot)', "'$(reboot)'"],
    ['a b', "'a b'"],
    ['~', "'~'"],
    ['nœud', "'nœud'"],
  ])('%s is typed as %s', (text, typed) => {
    expect(shellWord(text)).toBe(typed);
  });

  it.each([
    'a\nb',
    'a\rb',
    'a\u001b[201~b',
    'a\u0003',
    'a\u0000b',
    'a\u007f',
    'a\u009b',
    'a\u2028b',
    'a\ud800',
  ])('%j is not typed at all', (text) => {
    expect(shellWord(text)).toBeNull();
  });

  it('comes out of a shell as it went in', () => {
    fc.assert(
      fc.property(fc.array(typable, { minLength: 1 }), (words) => {
        expect(readAsShell(words.map(shellWord).join(' '))).toEqual(words);
      }),
    );
  });
});

describe('the commands', () => {
  it.each([
    ['lxd', 'lxc'],
    [null, 'lxc'],
    ['incus', 'incus'],
  ] as const)('of %s are those of its client', (product, client) => {
    const commands = commandsOf(product);
    expect([
      commands.members(),
      commands.member('node-3'),
      commands.evacuate('node-3'),
      commands.restore('node-3'),
      commands.instances('node-3'),
      commands.warnings(),
      commands.resources('node-3'),
      commands.pool('local', 'node-3'),
    ]).toEqual(
      [
        'cluster list',
        'cluster show node-3',
        'cluster evacuate node-3',
        'cluster restore node-3',
        'list location=node-3 --all-projects',
        'warning list',
        'info --resources --target node-3',
        'storage info --target node-3 local',
      ].map((rest) => `${client} ${rest}`),
    );
  });

  it('ask for the operations of all projects where the client can', () => {
    expect(commandsOf('lxd').operations()).toBe('lxc operation list');
    expect(commandsOf('incus').operations()).toBe('incus operation list --all-projects');
  });

  it('take no name for an option or a remote', () => {
    expect(commandsOf('lxd').member('-force')).toBe('lxc cluster show -- -force');
    expect(commandsOf('lxd').member("a:b's")).toBe(
      String.raw`lxc cluster show "$(lxc remote get-default)":'a:b'\''s'`,
    );
    expect(commandsOf('incus').pool('-x', '-y')).toBe('incus storage info --target -y -- -x');
  });

  it('give a shell the very name, whatever it is', () => {
    fc.assert(
      fc.property(typable, typable, (member, pool) => {
        const commands = commandsOf('lxd');
        const last = (command: string | null): string | undefined =>
          readAsShell(command ?? '')
            .at(-1)
            ?.replace(/^REMOTE:/, '');
        expect(last(commands.member(member))).toBe(member);
        expect(last(commands.resources(member))).toBe(member);
        expect(last(commands.pool(pool, member))).toBe(pool);
        expect(readAsShell(commands.pool(pool, member) ?? '')).toContain(member);
      }),
    );
  });

  it('are not offered for what no terminal lets through', () => {
    fc.assert(
      fc.property(names, fc.constantFrom('\n', '\r', '\u001b', '\u0007'), names, (before, control, after) => {
        const name = before + control + after;
        const commands = commandsOf('lxd');
        expect([commands.member(name), commands.resources(name), commands.pool('local', name)]).toEqual([
          null,
          null,
          null,
        ]);
      }),
    );
  });

  it('find the instances of the very member, as far as the filter can tell', () => {
    fc.assert(
      fc.property(typable, (member) => {
        const filter = readAsShell(commandsOf('lxd').instances(member) ?? '')[2] ?? '';
        expect(filter).toMatch(/^location=[^\s,]*$/);
        expect(new RegExp(`^(?:${filter})$`, 's').test(`location=${member}`)).toBe(true);
        expect(new RegExp(`^(?:${filter})$`, 's').test(`location=${member}0`)).toBe(false);
      }),
    );
  });
});
