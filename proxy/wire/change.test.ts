import { describe, expect, it } from 'vitest';
import { type ChangeKind, describeChange } from './change.ts';
import { NOW_MS, OTHER_PIN, PIN } from './testing/scenes.ts';

type Row = [kind: ChangeKind, before: string | null, after: string | null, phrase: string];

describe('a change is told as a phrase after the name of the member', () => {
  it.each<Row>([
    ['member-added', null, 'https://node-4:8443', 'joined the cluster'],
    ['member-removed', 'https://node-4:8443', null, 'left the cluster'],
    ['member-renamed', 'node-4', 'node-d', 'renamed from node-4'],
    ['status', 'Online', 'Offline', 'Online → Offline'],
    ['answering', 'silent', 'answering', 'answers us'],
    ['answering', 'answering', 'silent', 'stopped answering us'],
    ['answering', 'answering', 'wrong', 'does not answer us as it should'],
    ['roles', 'database', '', 'roles database → none'],
    ['leader', 'node-1', 'node-2', 'took over as leader from node-1'],
    ['leader', null, 'node-2', 'leads the cluster database'],
    ['failure-domain', 'default', 'rack-2', 'failure domain default → rack-2'],
    ['description', '', 'loud', 'description none → loud'],
    ['cluster-groups', 'default', 'default, gpu', 'cluster groups default → default, gpu'],
    ['certificate', PIN, OTHER_PIN, 'presents another certificate: aaaaaaaaaaaa → bbbbbbbbbbbb'],
    ['pin', PIN, OTHER_PIN, 'known by another certificate from now on: aaaaaaaaaaaa → bbbbbbbbbbbb'],
    ['part', 'member list', 'failed', 'member list: failed'],
    ['verdict', 'ok', 'degraded', 'verdict ok → degraded'],
    ['version', '6.1', '6.2', 'version 6.1 → 6.2'],
  ])('%s from %s to %s', (kind, before, after, phrase) => {
    expect(
      describeChange({ atMs: NOW_MS, kind, member: 'node-4', before, after, note: null, sinceMs: null }),
    ).toBe(phrase);
  });
});
