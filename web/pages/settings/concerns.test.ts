import { describe, expect, it } from 'vitest';
import { DAY, NOW_MS } from '~wire/testing/scenes.ts';
import { LOG_IN, clusterSettings, settingsAnswer } from '~wire/testing/settings.ts';
import type { SettingsAnswer } from '~wire/settings.ts';
import { concernsOf } from './concerns.ts';

const grant = { kind: 'unrestricted' as const, projects: [], groups: [] };
const of = (differs: Partial<SettingsAnswer>) => concernsOf(settingsAnswer(differs)).map(({ text }) => text);
const access = settingsAnswer().access;

describe('what asks for attention', () => {
  it('is nothing where all is as Rollcall asks for it', () => {
    expect(of({})).toEqual([]);
    expect(of({ access: { ...access, loopback: false, logIn: LOG_IN, publicUrl: 'https://a' } })).toEqual([]);
  });

  it('is what our certificates may, with few names of many clusters', () => {
    const clusters = Array.from({ length: 60 }, (_, at) => clusterSettings({ name: `c-${at}`, grant }));
    expect(of({ clusters })).toEqual(['Our certificate is unrestricted at c-0, c-1, c-2 and 57 more.']);
  });

  it('is that a cluster has not said what it may, which is not known to be well', () => {
    expect(concernsOf(settingsAnswer({ clusters: [clusterSettings({ grant: null })] }))).toEqual([
      { shape: 'unknown', text: 'What our certificate may is not known: prod.' },
    ]);
  });

  it.each(['clientNotAfterMs', 'serverNotAfterMs'])('is the end of a certificate: %s', (field) => {
    expect(of({ clusters: [clusterSettings({ [field]: NOW_MS + 5 * DAY })] })).toEqual([
      'A certificate has expired or expires within 30 days: prod.',
    ]);
  });

  it('is whoever can reach it, and how', () => {
    expect(of({ access: { ...access, loopback: false } })).toEqual([
      'Other machines can reach it, and nobody has to log in.',
    ]);
    expect(of({ access: { ...access, loopback: false, logIn: LOG_IN } })).toEqual([
      'Other machines can reach it by http: passwords can be read on the way.',
    ]);
    const tls = { fingerprint: 'ab', notAfterMs: NOW_MS + 3 * DAY, names: [] };
    expect(of({ access: { ...access, loopback: false, logIn: LOG_IN, tls } })).toEqual([
      'The certificate that browsers see expires in 3 d.',
    ]);
  });

  it('is that nothing is recorded', () => {
    const recording = {
      state: 'failing' as const,
      sinceMs: NOW_MS,
      reason: 'the disk is full',
      firstMs: null,
    };
    expect(of({ clusters: [clusterSettings({ recording })] })).toEqual([
      'History is not being recorded: prod.',
    ]);
  });

  it('is nothing of a demo but that', () => {
    const record = { ...settingsAnswer().record, store: 'memory' as const, file: null };
    expect(of({ clusters: [clusterSettings({ from: 'demo', grant: null })], record })).toEqual([]);
  });
});
