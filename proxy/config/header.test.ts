import { describe, expect, it } from 'vitest';
import { parse, problemsOf } from './testing/settings.ts';

const header = (...lines: string[]): string => `access:\n  header:\n    ${lines.join('\n    ')}\n`;
const GOOD = ['name: X-Forwarded-User', 'from: [127.0.0.1]', 'everyone: true'];
const headerOf = (yaml: string) => {
  const result = parse(yaml);
  if (!result.ok) throw new Error(problemsOf(result).join('\n'));
  return result.config.access?.header;
};

describe('access.header', () => {
  it('names a header, who may send it, and what that makes of whoever it names', () => {
    expect(headerOf(header(...GOOD))).toEqual({
      name: 'x-forwarded-user',
      groups: null,
      from: ['127.0.0.1'],
      everyone: true,
      operators: [],
      operatorGroups: [],
      viewers: [],
      viewerGroups: [],
    });
    const all = header(
      'name: Remote-User',
      'groups: Remote-Groups',
      'from: [10.0.0.0/8, "::1", "fd00:1::/64"]',
      'operators: [ana, "ju\\u0308rgen"]',
      'operatorGroups: [admins]',
      'viewers: [ben]',
      'viewerGroups: [staff, All Employees]',
      'everyone: false',
    );
    expect(headerOf(all)).toEqual({
      name: 'remote-user',
      groups: 'remote-groups',
      from: ['10.0.0.0/8', '::1', 'fd00:1::/64'],
      everyone: false,
      operators: ['ana', 'jürgen'],
      operatorGroups: ['admins'],
      viewers: ['ben'],
      viewerGroups: ['staff', 'All Employees'],
    });
  });

  it('is enough to listen wider', () => {
    expect(problemsOf(parse(`listen: 0.0.0.0:80\n${header(...GOOD)}`))).toEqual([]);
  });

  const from = (net: string) => header('name: X-User', `from: ["${net}"]`, 'everyone: true');
  it.each<[string, string[]]>([
    [
      header('name: X-User', 'everyone: true'),
      ['2: access.header.from: is missing; add it: a list (lines that start with "- ") is due'],
    ],
    [
      header('name: X-User', 'from: []', 'everyone: true'),
      ['4: access.header.from: is an empty list; list the address of the reverse proxy, such as 127.0.0.1'],
    ],
    [from('0.0.0.0/0'), [expect.stringContaining('"0.0.0.0/0" is everybody')]],
    [from('::/0'), [expect.stringContaining('"::/0" is everybody')]],
    [from('0.0.0.0/1'), [expect.stringContaining('"0.0.0.0/1" is far too many')]],
    [from('2000::/3'), [expect.stringContaining('"2000::/3" is far too many')]],
    [from('::ffff:0:0/96'), [expect.stringContaining('"::ffff:0:0/96" is far too many')]],
    [from('::/64'), [expect.stringContaining('"::/64" is far too many')]],
    [
      from('proxy.example.org'),
      [expect.stringContaining('"proxy.example.org" is neither an address nor a net')],
    ],
    [
      header('name: X-User', 'from: [127.0.0.1]'),
      [
        '2: access.header: gives nobody a role; list operators, viewers or groups of them, or say everyone: true',
      ],
    ],
    [
      header('name: X-User', 'from: [127.0.0.1]', 'everyone: false'),
      [expect.stringContaining('gives nobody a role')],
    ],
    [
      header('name: X-User', 'from: [127.0.0.1]', 'everyone: yes'),
      [
        expect.stringContaining('gives nobody a role'),
        expect.stringContaining('"yes" is neither true nor false'),
      ],
    ],
    [
      header('name: X-User', 'from: [127.0.0.1]', 'viewerGroups: [staff]'),
      ['5: access.header.viewerGroups: counts for nothing without groups; name the header that lists groups'],
    ],
    [
      header('name: X-User', 'groups: x-user', 'from: [127.0.0.1]', 'everyone: true'),
      [expect.stringContaining('is the header of the name, too')],
    ],
    [
      header('name: "X User"', ...GOOD.slice(1)),
      [expect.stringContaining('"X User" is not the name of a header')],
    ],
    [header('name: "X-User:"', ...GOOD.slice(1)), [expect.stringContaining('is not the name of a header')]],
    [header('name: Host', ...GOOD.slice(1)), [expect.stringContaining('"Host" means something else')]],
    [header('name: X-Forwarded-For', ...GOOD.slice(1)), [expect.stringContaining('means something else')]],
    [header('name: Cookie', ...GOOD.slice(1)), [expect.stringContaining('means something else')]],
    [header(...GOOD, 'operators: []'), [expect.stringContaining('list a name, or remove the line')]],
    [
      header(...GOOD, 'operators: ["ana, ben"]'),
      [expect.stringContaining(`"ana, ben" can't be somebody's name`)],
    ],
    [
      header(...GOOD, 'groups: X-G', 'operatorGroups: ["a,b"]'),
      [expect.stringContaining('has a comma in it')],
    ],
    [header(...GOOD, 'operator: [ana]'), [expect.stringContaining('did you mean operators?')]],
  ])('%s', (yaml, problems) => {
    const said = problems.map((problem) =>
      typeof problem === 'string' ? `rollcall.yaml:${problem}` : problem,
    );
    expect(problemsOf(parse(yaml)).toSorted()).toEqual(said);
  });
});
