/** URLs as attackers would try them, and what may become of any of them. */
import fc from 'fast-check';

/** A name that a URL can't turn into anything else. */
const NAME = String.raw`(?!\.{1,2}(?:$|[/?]))(?:[A-Za-z0-9_.!~*'()-]|%(?!2[Ff]|5[Cc]|25|[01]|7[Ff])[0-9A-F]{2})+`;
const FILTER = String.raw`filter=[\w.*+%-]+`;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ALL = 'all-projects=true';
const IN_CLUSTER = [
  `/members(?:\\?recursion=1(?:&${FILTER})?|\\?${FILTER})?`,
  `/members/${NAME}(?:/state)?`,
  String.raw`/groups(?:\?recursion=1)?`,
  `/groups/${NAME}`,
];
const BELOW = [
  `/cluster(?:${IN_CLUSTER.join('|')})?`,
  '/resources',
  `/operations(?:\\?recursion=1(?:&${ALL})?|\\?${ALL})?`,
  String.raw`/warnings(?:\?recursion=1)?`,
  `/(?:operations|warnings)/${UUID}`,
];

/** All that may be sent upstream: written down a second time, and on purpose in another way than in the allow-list. */
export const FORWARDED = new RegExp(`^/1\\.0(?:${BELOW.join('|')})?$`);

/** Pieces of which good requests are made, and attacks. */
const WORDS =
  '1.0 lxd prod cluster members groups state node-1 instances recursion filter target 1.0/cluster /1.0 resources ' +
  'operations warnings events wait websocket type project all-projects true lifecycle logging ' +
  '31ad97bf-92b0-432f-b5cb-88faada719fb';
const SLASHES = '/ / / / // \\ . .. %2e %2E%2e %2f %2F %5c %252f %00 %0d%0a %ff %c0%af';
const MARKS =
  '? & = ; # @ : + % %zz %20 %C3%BC ü \uFF0F =0 =1 =2 [] * ~ " < | %31.0 Cluster http:// evil.example';
const PIECES = [...`${WORDS} ${SLASHES} ${MARKS}`.split(' '), ' ', '\r\n', '\u0000'];

const mixed = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string() }),
  )
  .map((parts) => parts.join(''));

/** One of each kind that is forwarded. */
export const GOOD = [
  '/1.0',
  '/1.0/cluster',
  '/1.0/cluster/members?recursion=1&filter=a',
  '/1.0/cluster/members/node-1',
  '/1.0/cluster/members/node-1/state',
  '/1.0/cluster/groups?recursion=1',
  '/lxd/prod/1.0/cluster/groups/gpu',
  '/1.0/resources?target=node-1',
  '/1.0/operations?recursion=1&all-projects=true',
  '/1.0/operations/31ad97bf-92b0-432f-b5cb-88faada719fb',
  '/lxd/prod/1.0/warnings?recursion=1',
  '/1.0/warnings/31ad97bf-92b0-432f-b5cb-88faada719fb',
  '/1.0/events?type=lifecycle,operation&project=web',
];
/** A good request with something put in somewhere, or in place of a part of it. */
const damaged = fc
  .tuple(fc.constantFrom(...GOOD), fc.nat(50), fc.nat(3), mixed)
  .map(([url, at, gone, put]) => url.slice(0, at) + put + url.slice(at + gone));

const anyText = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((text) => encodeURIComponent(text.toWellFormed()));
const named = anyText.map((name) => `/1.0/cluster/members/${name}`);
const filtered = anyText.map((filter) => `/1.0/cluster/members?filter=${filter}`);
const targeted = anyText.map((target) => `/1.0/resources?target=${target}`);

export const hostileUrl = fc.oneof(mixed, damaged, named, filtered, targeted);
