/** Somebody for whom a reverse proxy vouches by a header. */
import { readName } from '../access/name.ts';
import { createNets } from '../access/nets.ts';
import type { VouchingSettings } from '../access/vouching.ts';
import { examine } from './cluster.ts';
import type { SettingsDraft } from './file-schema.ts';
import { parseNet } from './front.ts';
import { type Findings, quote } from './problems.ts';
import type { SettingPath, SettingsFile } from './settings-file.ts';
import { parseYesOrNo, type Parsed } from './values.ts';

const PEOPLE = ['operators', 'viewers'] as const;
const GROUPS = ['operatorGroups', 'viewerGroups'] as const;

/** What `access.header` says; `null` when it says nothing, or nothing that can be used, and then the findings say why. */
export function readHeader(
  { file, draft }: { file: SettingsFile; draft: SettingsDraft },
  findings: Findings,
): VouchingSettings | null {
  const header = draft.access?.header;
  if (header === undefined) return null;
  const spotOf = (...path: SettingPath) => file.spot(['access', 'header', ...path]);
  const name = examine(header.name, parseHeaderName, spotOf('name'), findings);
  const groups = examine(header.groups, parseHeaderName, spotOf('groups'), findings) ?? null;
  if (groups !== null && groups === name)
    findings.problem(spotOf('groups'), 'is the header of the name, too', 'name the one that lists groups');
  const lists = (
    key: 'from' | (typeof PEOPLE | typeof GROUPS)[number],
    parse: (text: string) => Parsed<string>,
  ) => (header[key] ?? []).flatMap((text, index) => examine(text, parse, spotOf(key, index), findings) ?? []);
  const from = lists('from', parseVouchingNet);
  const [operators, viewers] = PEOPLE.map((key) => lists(key, parsePersonName));
  const [operatorGroups, viewerGroups] = GROUPS.map((key) => lists(key, parseGroupName));
  const everyone = examine(header.everyone, parseYesOrNo, spotOf('everyone'), findings) ?? false;
  for (const key of GROUPS) {
    if (header[key] === undefined || header.groups !== undefined) continue;
    findings.problem(spotOf(key), 'counts for nothing without groups', 'name the header that lists groups');
  }
  const isNobody = !everyone && [...PEOPLE, ...GROUPS].every((key) => header[key] === undefined);
  if (isNobody) {
    const remedy = 'list operators, viewers or groups of them, or say everyone: true';
    findings.problem(spotOf(), 'gives nobody a role', remedy);
  }
  return name === undefined || from.length === 0
    ? null
    : {
        name,
        groups,
        from,
        everyone,
        operators: operators ?? [],
        viewers: viewers ?? [],
        operatorGroups: operatorGroups ?? [],
        viewerGroups: viewerGroups ?? [],
      };
}

/** Headers that mean something else, and that browsers or proxies send by themselves. */
const TAKEN =
  /^(?:host|cookie|authorization|proxy-.*|origin|referer|user-agent|connection|upgrade|via|forwarded|x-forwarded-(?:for|host|proto|port)|x-real-ip|accept.*|content-.*|sec-.*|if-.*|x-rollcall)$/;

function parseHeaderName(text: string): Parsed<string> {
  const name = text.toLowerCase();
  const remedy = 'name the header in which the reverse proxy says it, such as X-Forwarded-User';
  if (!/^[a-z0-9!#$%&'*+.^_`|~-]{1,64}$/.test(name))
    return { ok: false, what: `${quote(text)} is not the name of a header`, remedy };
  if (TAKEN.test(name)) return { ok: false, what: `${quote(text)} means something else`, remedy };
  return { ok: true, value: name };
}

/** The shortest prefixes of nets that one could have of one's own. */
const SHORTEST_PREFIX = 8;
/** Addresses of IPv4 within IPv6: as many as there are of IPv4. */
const MAPPED = '::ffff:0:0';

/** Whoever is in it can say to be anybody. */
function parseVouchingNet(text: string): Parsed<string> {
  const net = parseNet(text);
  if (!net.ok) return net;
  const prefix = text.split('/')[1];
  if (prefix === undefined) return net;
  const isWide = Number(prefix) < SHORTEST_PREFIX || createNets([text])(MAPPED);
  if (!isWide) return net;
  const remedy = 'name the address of the reverse proxy alone';
  return { ok: false, what: `${quote(text)} is far too many, who could all say to be anybody`, remedy };
}

function parsePersonName(text: string): Parsed<string> {
  const name = readName(text);
  if (name !== null && !name.includes(',')) return { ok: true, value: name };
  const remedy = 'use 1 to 64 characters that can be seen, without commas';
  return { ok: false, what: `${quote(text)} can't be somebody's name`, remedy };
}

function parseGroupName(text: string): Parsed<string> {
  if (!text.includes(',')) return { ok: true, value: text.normalize('NFC') };
  return { ok: false, what: `${quote(text)} has a comma in it`, remedy: 'list each group by itself' };
}
