import { describe, expect, it } from 'vitest';
import { redactFrame } from './event.ts';
import { LIFECYCLE_FRAME, OPERATION_FRAME, SECRET } from './testing/frames.ts';

const lifecycle = (metadata: object): unknown => ({
  ...LIFECYCLE_FRAME,
  metadata: { ...LIFECYCLE_FRAME.metadata, ...metadata },
});

describe('a lifecycle event', () => {
  it('keeps who did what, to what, and where', () => {
    expect(redactFrame(LIFECYCLE_FRAME)).toEqual(LIFECYCLE_FRAME);
  });

  it('keeps name and project where the server has them, and lacks what it lacks', () => {
    const newer = lifecycle({ name: 'c1', project: 'web' });
    expect(redactFrame(newer)).toEqual(newer);
    const bare = {
      type: 'lifecycle',
      timestamp: '2026-11-23T11:08:31Z',
      metadata: { action: 'config-updated', source: '/1.0' },
    };
    expect(redactFrame(bare)).toEqual(bare);
  });

  it('keeps the names and kinds in its context, and nothing else', () => {
    const kept = {
      location: 'node-1',
      'storage-pool': 'local',
      type: 'container',
      old_name: 'c0',
      new_name: 'c1',
      snapshot: 'daily-5',
      target: 'node-2',
    };
    const context = {
      ...kept,
      command: ['mysql', `-p${SECRET}`],
      environment: { PASSWORD: SECRET },
      'file-source': `/root/${SECRET}`,
      description: SECRET,
      info: { secret: SECRET },
    };
    expect(redactFrame(lifecycle({ context }))).toMatchObject({ metadata: { context: expect.anything() } });
    expect(redactFrame(lifecycle({ context }))?.metadata).toHaveProperty('context', kept);
  });

  it('has no context where nothing of it is kept', () => {
    for (const context of [
      {},
      { command: ['sh'] },
      { target: 'https://user:hunter2@images.example' },
      { old_name: ['c0'], snapshot: 'x'.repeat(256) },
      SECRET,
      null,
    ]) {
      expect(redactFrame(lifecycle({ context }))?.metadata).not.toHaveProperty('context');
    }
  });

  it('has a path for its source, without what may be a key to it, or none', () => {
    const sourceOf = (source: unknown): unknown => redactFrame(lifecycle({ source }))?.metadata;
    expect(sourceOf('/1.0/images/ab12?secret=hunter2&project=web')).toHaveProperty(
      'source',
      '/1.0/images/ab12?project=web',
    );
    for (const source of [SECRET, `https://x/${SECRET}`, 5, null]) {
      expect(sourceOf(source)).toHaveProperty('source', '');
    }
  });

  it.each([
    ['no event', null],
    ['no object', SECRET],
    ['no type', { ...LIFECYCLE_FRAME, type: undefined }],
    ['a type for administrators', { ...LIFECYCLE_FRAME, type: 'logging' }],
    ['no metadata', { ...LIFECYCLE_FRAME, metadata: null }],
    ['no action', lifecycle({ action: undefined })],
    ['an action that is none', lifecycle({ action: `see ${SECRET}` })],
    ['no time', { ...LIFECYCLE_FRAME, timestamp: 5 }],
  ])('is none: %s', (_what, raw) => {
    expect(redactFrame(raw)).toBeNull();
  });
});

describe('an event of an operation', () => {
  it('has no secret', () => {
    const { metadata: _secret, ...operation } = OPERATION_FRAME.metadata;
    expect(redactFrame(OPERATION_FRAME)).toEqual({
      ...OPERATION_FRAME,
      metadata: { ...operation, metadata: null },
    });
  });

  it('is none without an operation', () => {
    expect(redactFrame({ ...OPERATION_FRAME, metadata: { secret: SECRET } })).toBeNull();
  });
});
