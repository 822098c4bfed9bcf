import { describe, expect, it } from 'vitest';
import { parseForward } from './allow-list.ts';

/** What is sent upstream for `url`, `listen` where nothing is, or the status of the refusal. */
function sent(url: string): string | number {
  const parsed = parseForward(url);
  if (!parsed.ok) return parsed.refusal.status;
  return parsed.request.kind === 'read' ? parsed.request.path : 'listen';
}

const UUID = '31ad97bf-92b0-432f-b5cb-88faada719fb';

describe('what is forwarded, and as what', () => {
  it.each([
    ['/1.0', '/1.0'],
    ['/1.0?', '/1.0'],
    ['/1.0/cluster', '/1.0/cluster'],
    ['/1.0/cluster/members', '/1.0/cluster/members'],
    ['/1.0/cluster/members?recursion=0', '/1.0/cluster/members'],
    ['/1.0/cluster/members?recursion=1', '/1.0/cluster/members?recursion=1'],
    ['/1.0/cluster/members?filter=', '/1.0/cluster/members'],
    ['/1.0/cluster/members?filter=status%20eq%20Online', '/1.0/cluster/members?filter=status+eq+Online'],
    ['/1.0/cluster/members?filter=status+eq+Online', '/1.0/cluster/members?filter=status+eq+Online'],
    ['/1.0/cluster/members?filter=a&recursion=1', '/1.0/cluster/members?recursion=1&filter=a'],
    [
      '/1.0/cluster/members?recursion=1&filter=a%26target%3Db',
      '/1.0/cluster/members?recursion=1&filter=a%26target%3Db',
    ],
    ['/1.0/cluster/members?filter=a%23b', '/1.0/cluster/members?filter=a%23b'],
    ['/1.0/cluster/members/node-1', '/1.0/cluster/members/node-1'],
    ['/1.0/cluster/members/n%6Fde-1', '/1.0/cluster/members/node-1'],
    ['/1.0/cluster/members/a%20b', '/1.0/cluster/members/a%20b'],
    ['/1.0/cluster/members/a%3Fb%23c', '/1.0/cluster/members/a%3Fb%23c'],
    ['/1.0/cluster/members/a;b', '/1.0/cluster/members/a%3Bb'],
    ['/1.0/cluster/members/b%C3%BCro', '/1.0/cluster/members/b%C3%BCro'],
    ['/1.0/cluster/members/...', '/1.0/cluster/members/...'],
    ['/1.0/cluster/members/state', '/1.0/cluster/members/state'],
    ['/1.0/cluster/members/node-1/state', '/1.0/cluster/members/node-1/state'],
    ['/1.0/cluster/groups', '/1.0/cluster/groups'],
    ['/1.0/cluster/groups?recursion=1', '/1.0/cluster/groups?recursion=1'],
    ['/1.0/cluster/groups/gpu', '/1.0/cluster/groups/gpu'],
    ['/1.0/resources', '/1.0/resources'],
    ['/1.0/operations', '/1.0/operations'],
    ['/1.0/operations?recursion=1', '/1.0/operations?recursion=1'],
    ['/1.0/operations?all-projects=true', '/1.0/operations?all-projects=true'],
    ['/1.0/operations?all-projects=1&recursion=1', '/1.0/operations?recursion=1&all-projects=true'],
    ['/1.0/operations?all-projects=false&recursion=0', '/1.0/operations'],
    ['/1.0/operations?all-projects=0', '/1.0/operations'],
    [`/1.0/operations/${UUID}`, `/1.0/operations/${UUID}`],
    ['/1.0/warnings', '/1.0/warnings'],
    ['/1.0/warnings?recursion=1', '/1.0/warnings?recursion=1'],
    [`/1.0/warnings/${UUID}`, `/1.0/warnings/${UUID}`],
  ])('%s', (url, path) => {
    expect(parseForward(url)).toMatchObject({ ok: true, request: { cluster: null, path } });
    expect(parseForward(`/lxd/prod-eu${url}`)).toMatchObject({
      ok: true,
      request: { cluster: 'prod-eu', path },
    });
  });

  it('gives equal questions equal paths, whatever their form', () => {
    expect(sent('/1.0/cluster/members?filter=a%20b&recursion=1')).toBe(
      sent('/1.0/cluster/members?recursion=1&filter=a+b'),
    );
    expect(sent('/1.0/cluster/members/%6e1')).toBe(sent('/1.0/cluster/members/n1'));
  });

  it.each([
    ['/1.0/resources?target=node-1', 'node-1', '/1.0/resources?target=node-1'],
    ['/1.0/resources?target=a%20b%26c', 'a b&c', '/1.0/resources?target=a+b%26c'],
    ['/1.0/resources?target=', null, '/1.0/resources'],
  ])('never sends the target of %s', (url, target, key) => {
    expect(parseForward(url)).toEqual({
      ok: true,
      request: {
        kind: 'read',
        cluster: null,
        resource: { kind: 'resources', target },
        path: '/1.0/resources',
        key,
      },
    });
  });

  it('decodes the name of the cluster', () => {
    expect(parseForward('/lxd/b%C3%BCro/1.0')).toMatchObject({ ok: true, request: { cluster: 'büro' } });
  });
});

describe('which events are meant', () => {
  const both = ['lifecycle', 'operation'];
  it.each([
    ['/1.0/events', both, 'default'],
    ['/1.0/events?type=', both, 'default'],
    ['/1.0/events?type=lifecycle', ['lifecycle'], 'default'],
    ['/1.0/events?type=operation,lifecycle', both, 'default'],
    ['/1.0/events?type=operation%2Coperation', ['operation'], 'default'],
    ['/1.0/events?project=', both, 'default'],
    ['/1.0/events?project=a%20b', both, 'a b'],
    ['/1.0/events?all-projects=false&project=web', both, 'web'],
    ['/1.0/events?all-projects=true', both, null],
    ['/1.0/events?type=lifecycle&all-projects=1&project=', ['lifecycle'], null],
  ])('%s', (url, types, project) => {
    const filter = { types: new Set(types), project };
    expect(parseForward(url)).toEqual({ ok: true, request: { kind: 'listen', cluster: null, filter } });
    expect(parseForward(`/lxd/prod${url}`)).toMatchObject({ ok: true, request: { cluster: 'prod', filter } });
  });
});

describe('paths that are not forwarded', () => {
  it.each([
    ['encoded slash', '/1.0%2fcluster'],
    ['encoded slash', '/1.0/cluster%2Fmembers'],
    ['encoded slash in a name', '/1.0/cluster/members/a%2fstate'],
    ['twice encoded slash in a name', '/1.0/cluster/members/a%252fstate'],
    ['encoded backslash in a name', '/1.0/cluster/members/a%5cb'],
    ['backslash', '/1.0\\cluster'],
    ['backslash in a name', '/1.0/cluster/members/a\\b'],
    ['dot segment', '/1.0/./cluster'],
    ['dot segments', '/1.0/../1.0/instances'],
    ['dot segments below a member', '/1.0/cluster/members/../../instances'],
    ['dot segments as the name', '/1.0/cluster/members/..'],
    ['encoded dot segments', '/1.0/cluster/members/%2e%2e'],
    ['half encoded dot segments', '/1.0/cluster/members/.%2E/state'],
    ['encoded dot segment', '/1.0/cluster/members/%2e'],
    ['doubled slash', '//1.0'],
    ['doubled slash', '/1.0//cluster'],
    ['doubled slash', '/1.0/cluster/members//state'],
    ['trailing slash', '/1.0/'],
    ['trailing slash', '/1.0/cluster/members/'],
    ['trailing slash', '/1.0/cluster/members/node-1/'],
    ['semicolon', '/1.0;a=b'],
    ['semicolon', '/1.0/cluster;a=b/members'],
    ['absolute form', 'http://localhost/1.0'],
    ['absolute form', 'https://10.0.0.1:8443/1.0/cluster'],
    ['authority form', 'localhost:443'],
    ['asterisk form', '*'],
    ['nothing', ''],
    ['the root', '/'],
    ['no leading slash', '1.0/cluster'],
    ['fragment', '/1.0#x'],
    ['fragment', '/1.0/cluster/members/node-1#/state'],
    ['NUL', '/1.0/cluster/members/a%00b'],
    ['raw NUL', '/1.0/cluster/members/a\u0000b'],
    ['encoded line break', '/1.0/cluster/members/a%0d%0aHost:%20x'],
    ['raw line break', '/1.0/cluster/members/a\r\nHost: x'],
    ['DEL', '/1.0/cluster/members/a%7f'],
    ['space', '/1.0/cluster/members/a b'],
    ['percent garbage', '/1.0/cluster/members/%'],
    ['percent garbage', '/1.0/cluster/members/%zz'],
    ['half of a character', '/1.0/cluster/members/%C3'],
    ['overlong encoding of a slash', '/1.0/cluster/members/a%c0%afb'],
    ['raw unicode', '/1.0/cluster/members/büro'],
    ['fullwidth slash, raw', '/1.0/cluster/members/a\uFF0Fb'],
    ['encoded fixed segment', '/%31.0'],
    ['encoded fixed segment', '/1%2e0'],
    ['encoded fixed segment', '/1.0/%63luster'],
    ['encoded fixed segment', '/1.0/cluster/%6dembers'],
    ['encoded fixed segment', '/1.0/cluster/members/node-1/%73tate'],
    ['encoded fixed segment', '/%6cxd/prod/1.0'],
    ['other case', '/1.0/Cluster'],
    ['other case', '/1.0/cluster/MEMBERS'],
    ['other case', '/LXD/prod/1.0'],
    ['more segments', '/1.0/cluster/members/x/state/y'],
    ['more segments', '/1.0/cluster/groups/x/state'],
    ['more segments', '/1.0/cluster/members/x/config'],
    ['another version', '/1.1'],
    ['another version', '/1.00'],
    ['another endpoint', '/1.0/instances'],
    ['another endpoint', '/1.0/certificates'],
    ['another endpoint', '/1.0/event'],
    ['another endpoint', '/1.0/metrics'],
    ['another endpoint', '/1.0/storage-pools'],
    ['another endpoint', '/1.0/storage-pools/local/resources'],
    ['another endpoint', '/1.0/cluster/operations'],
    ['no UUID', '/1.0/operations/1'],
    ['no UUID', '/1.0/operations/..'],
    ['no UUID', `/1.0/operations/${UUID}0`],
    ['no UUID', `/1.0/operations/${UUID.toUpperCase()}`],
    ['no UUID', `/1.0/warnings/%33${UUID.slice(1)}`],
    ['more segments', `/1.0/operations/${UUID}/wait`],
    ['more segments', `/1.0/operations/${UUID}/websocket`],
    ['more segments', `/1.0/warnings/${UUID}/x`],
    ['more segments', `/1.0/resources/${UUID}`],
    ['more segments', `/1.0/events/${UUID}`],
    ['trailing slash', '/1.0/operations/'],
    ['trailing slash', '/1.0/events/'],
    ['encoded fixed segment', '/1.0/%65vents'],
    ['encoded fixed segment', '/1.0/r%65sources'],
    ['other case', '/1.0/Events'],
    ['another endpoint', '/1.0/cluster/certificate'],
    ['another endpoint', '/1.0/cluster/members/x/../../../instances'],
    ['internal endpoint', '/internal/cluster/rebalance'],
    ['no cluster', '/lxd'],
    ['no cluster', '/lxd/'],
    ['no cluster', '/lxd//1.0'],
    ['cluster alone', '/lxd/prod'],
    ['cluster with a slash', '/lxd/a%2fb/1.0'],
    ['dot segments as the cluster', '/lxd/../1.0'],
    ['cluster twice', '/lxd/a/lxd/b/1.0'],
  ])('%s: %s', (_what, url) => {
    expect(sent(url)).toBe(404);
  });

  it('takes the longest name there may be, and none that is longer', () => {
    const longest = `/1.0/cluster/members/${'n'.repeat(255)}`;
    expect([sent(longest), sent(`${longest}n`), sent(longest + 'n'.repeat(100_000))]).toEqual([
      longest,
      404,
      404,
    ]);
  });
});

describe('query parameters that are not forwarded', () => {
  it.each([
    ['unknown', '/1.0?public=1'],
    ['unknown', '/1.0/cluster/members?target=node-2'],
    ['unknown', '/1.0/cluster/members?project=default'],
    ['unknown', '/1.0/cluster/members?recursion=1&all-projects=true'],
    ['not for this endpoint', '/1.0?recursion=1'],
    ['not for this endpoint', '/1.0/cluster?filter=a'],
    ['not for this endpoint', '/1.0/cluster/members/node-1?recursion=1'],
    ['not for this endpoint', '/1.0/cluster/members/node-1/state?target=node-2'],
    ['not for this endpoint', '/1.0/cluster/groups?filter=a'],
    ['repeated', '/1.0/cluster/members?recursion=1&recursion=1'],
    ['repeated', '/1.0/cluster/members?filter=a&filter=b'],
    ['not for this endpoint', '/1.0/resources?recursion=1'],
    ['not for this endpoint', '/1.0/resources?project=web'],
    ['not for this endpoint', '/1.0/operations?target=node-1'],
    ['not for this endpoint', '/1.0/operations?project=web'],
    ['not for this endpoint', '/1.0/operations?filter=a'],
    ['not for this endpoint', `/1.0/operations/${UUID}?recursion=1`],
    ['not for this endpoint', `/1.0/operations/${UUID}?secret=a`],
    ['not for this endpoint', '/1.0/warnings?project=web'],
    ['not for this endpoint', '/1.0/warnings?all-projects=true'],
    ['not for this endpoint', `/1.0/warnings/${UUID}?recursion=1`],
    ['not for this endpoint', '/1.0/events?recursion=1'],
    ['not for this endpoint', '/1.0/events?target=node-1'],
    ['other value', '/1.0/operations?recursion=2'],
    ['other value', '/1.0/operations?all-projects=yes'],
    ['other value', '/1.0/operations?all-projects='],
    ['other value', '/1.0/warnings?recursion=2'],
    ['other value', '/1.0/events?type=logging'],
    ['other value', '/1.0/events?type=lifecycle,logging'],
    ['other value', '/1.0/events?type=lifecycle,'],
    ['other value', '/1.0/events?type=Lifecycle'],
    ['other value', '/1.0/events?type=lifecycle&all-projects=2'],
    ['two in one', '/1.0/events?all-projects=true&project=web'],
    ['repeated', '/1.0/events?type=lifecycle&type=logging'],
    ['no name', '/1.0/resources?target=..'],
    ['no name', '/1.0/resources?target=a/b'],
    ['no name', '/1.0/resources?target=a%2fb'],
    ['no name', '/1.0/resources?target=a%00'],
    ['no name', `/1.0/resources?target=${'n'.repeat(256)}`],
    ['no name', '/1.0/events?project=a%0db'],
    ['no name', '/1.0/events?project=.'],
    ['other value', '/1.0/cluster/members?recursion=2'],
    ['other value', '/1.0/cluster/members?recursion=01'],
    ['other value', '/1.0/cluster/members?recursion=true'],
    ['no value', '/1.0/cluster/members?recursion='],
    ['no value', '/1.0/cluster/members?recursion'],
    ['array', '/1.0/cluster/members?recursion[]=1'],
    ['encoded key', '/1.0/cluster/members?%72ecursion=1'],
    ['encoded key', '/1.0/cluster/members?recursion%5B%5D=1'],
    ['other case', '/1.0/cluster/members?Recursion=1'],
    ['empty key', '/1.0/cluster/members?=1'],
    ['empty pair', '/1.0/cluster/members?&recursion=1'],
    ['empty pair', '/1.0/cluster/members?recursion=1&'],
    ['second mark', '/1.0/cluster/members??recursion=1'],
    ['second mark', '/1.0/cluster/members?recursion=1?target=x'],
    ['second mark', '/1.0/cluster/members?filter=a?recursion=1'],
    ['semicolon for a separator', '/1.0/cluster/members?recursion=1;target=x'],
    ['fragment', '/1.0/cluster/members?recursion=1#x'],
    ['fragment', '/1.0/cluster/members?filter=a#x'],
    ['percent garbage', '/1.0/cluster/members?filter=%'],
    ['percent garbage', '/1.0/cluster/members?filter=%zz'],
    ['raw line break', '/1.0/cluster/members?filter=a\r\nb'],
    ['raw unicode', '/1.0/cluster/members?filter=ü'],
    ['__proto__', '/1.0/cluster/members?__proto__=1'],
  ])('%s: %s', (_what, url) => {
    expect(sent(url)).toBe(400);
  });

  it('takes the longest filter there may be, and none that is longer', () => {
    const longest = `/1.0/cluster/members?filter=${'a'.repeat(512)}`;
    expect([sent(longest), sent(`${longest}a`), sent(longest.repeat(200))]).toEqual([longest, 400, 400]);
  });

  it('names the parameter that is in the way, and no more of it than fits a line', () => {
    const parsed = parseForward(`/1.0/cluster/members?${'k'.repeat(5000)}=1`);
    expect(parsed.ok ? '' : parsed.refusal.error).toContain(`"${'k'.repeat(40)}"`);
  });
});
