import { isIP, isIPv6 } from 'node:net';
import { examine } from './cluster.ts';
import type { SettingsDraft } from './file-schema.ts';
import { parseHostName } from './hosts.ts';
import { type Findings, quote } from './problems.ts';
import type { SettingsFile } from './settings-file.ts';
import type { Parsed } from './values.ts';

type Written = { file: SettingsFile; draft: SettingsDraft };

/** Where browsers find us, as an origin; null: it was not said. */
export function readPublicUrl({ file, draft }: Written, findings: Findings): string | null {
  return examine(draft.publicUrl, parsePublicUrl, file.spot(['publicUrl']), findings) ?? null;
}

/** Whose word is taken for where a request comes from: addresses, and nets as CIDR. */
export function readTrustedProxies({ file, draft }: Written, findings: Findings): string[] {
  return (draft.trustedProxies ?? []).flatMap(
    (text, index) => examine(text, parseNet, file.spot(['trustedProxies', index]), findings) ?? [],
  );
}

/** The name in a public URL that browsers will ask for; none where it is an address. */
export function hostOf(publicUrl: string | null): string[] {
  const host = publicUrl === null ? '' : new URL(publicUrl).hostname;
  const name = isIP(host) === 0 ? parseHostName(host) : null;
  return name?.ok === true ? [name.value] : [];
}

function parsePublicUrl(text: string): Parsed<string> {
  const remedy = 'write the address without a path, such as https://rollcall.example.org';
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (url === null) return { ok: false, what: `${quote(text)} is not a http or https URL`, remedy };
  if (url.username !== '' || url.password !== '')
    return { ok: false, what: `${quote(text)} has a user name or password in it`, remedy };
  if (url.pathname !== '/' || /[?#]/.test(text))
    return { ok: false, what: `${quote(text)} has more in it than scheme, host and port`, remedy };
  return { ok: true, value: url.origin };
}

/** An address, or a net as CIDR that is not everybody. */
export function parseNet(text: string): Parsed<string> {
  const [, address = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const longest = isIPv6(address) ? 128 : 32;
  const isNet = isIP(address) !== 0 && !address.includes('%') && Number(prefix ?? longest) <= longest;
  if (!isNet) {
    const remedy = 'give an address or a net, such as 127.0.0.1 or 10.0.0.0/8';
    return { ok: false, what: `${quote(text)} is neither an address nor a net`, remedy };
  }
  if (prefix === '0' || prefix === '00' || prefix === '000') {
    const remedy = 'name the reverse proxies alone';
    return { ok: false, what: `${quote(text)} is everybody, who could then say to be anybody`, remedy };
  }
  return { ok: true, value: text };
}
