import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactFrame } from './event.ts';
import { redactOperation } from './operation.ts';
import { JOIN_TOKEN, LIFECYCLE_FRAME, SECRET, UNPACKING } from './testing/frames.ts';

/** Names of fields that may be shown; as keys of other things they change nothing. */
const KNOWN = [
  ...Object.keys(JOIN_TOKEN),
  ...['action', 'source', 'context', 'requestor', 'name', 'project', 'username', 'old_name', 'target'],
  ...['type', 'timestamp', 'err_code', 'percent', 'stage', 'download_progress', 'progress', 'instances'],
];
const secret = fc.constantFrom(SECRET, ` ${SECRET}`, `x${SECRET}\n`, `/1.0/images/a?secret=${SECRET}`);
const otherKey = fc.constantFrom('secret', 'fds', 'control', 'command', '__proto__', `${SECRET} `);
const key = fc.oneof(fc.constantFrom(...KNOWN), otherKey);

/** Secrets at any depth, in texts and as keys, beside things that are none. */
const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    secret,
    fc.constantFrom(null, 0, true),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(key, tie('node'), { maxKeys: 6 }),
  ),
})).node;
const list = fc.array(tree, { maxLength: 4 });
const notText = fc.oneof(list, fc.dictionary(otherKey, tree));
const hidden = fc.dictionary(otherKey, tree);

/** Everything that a server could put where it is not shown; where a text is shown, no text is. */
const operation = fc
  .record({
    base: fc.constantFrom<object>(UNPACKING, JOIN_TOKEN),
    hidden,
    metadata: fc.oneof(
      tree.filter((value) => Array.isArray(value) || typeof value === 'string'),
      fc.record({ secret: tree, fds: tree, download_progress: notText, progress: notText }),
    ),
    resources: fc.oneof(list, fc.dictionary(fc.constantFrom('images', 'instances', `${SECRET} `), tree)),
    requestor: fc.oneof(list, fc.record({ username: notText, token: tree })),
    texts: fc.dictionary(fc.constantFrom('err', 'location', 'description', 'class', 'created_at'), notText),
  })
  .map(({ base, hidden: more, metadata, resources, requestor, texts }) => ({
    ...more,
    ...base,
    metadata,
    resources,
    requestor,
    ...texts,
  }));

const lifecycle = fc
  .record({
    hidden,
    inMetadata: hidden,
    context: fc.oneof(
      list,
      fc.record({
        command: tree,
        old_name: notText,
        target: secret.filter((value) => value !== SECRET),
        secret,
      }),
    ),
    source: fc.oneof(notText, fc.constantFrom(SECRET, `/1.0/images/a?secret=${SECRET}`)),
    requestor: fc.oneof(list, fc.record({ username: notText, token: tree })),
  })
  .map(({ hidden: more, inMetadata, context, source, requestor }) => ({
    ...more,
    ...LIFECYCLE_FRAME,
    metadata: { ...inMetadata, ...LIFECYCLE_FRAME.metadata, context, source, requestor },
  }));

const frame = fc.oneof(
  lifecycle,
  fc
    .record({ hidden, metadata: operation })
    .map(({ hidden: more, metadata }) => ({ ...more, ...LIFECYCLE_FRAME, type: 'operation', metadata })),
);

describe('whatever a server sends beside what is shown', () => {
  it('does not come out of an operation', () => {
    let shown = 0;
    const property = fc.property(operation, (raw) => {
      const forwarded = redactOperation(raw);
      if (forwarded !== null) shown += 1;
      expect(JSON.stringify(forwarded)).not.toContain(SECRET);
    });
    fc.assert(property, { numRuns: 3000 });
    expect(shown).toBeGreaterThan(2000);
  });

  it('does not come out of an event', () => {
    let shown = 0;
    const property = fc.property(frame, (raw) => {
      const forwarded = redactFrame(raw);
      if (forwarded !== null) shown += 1;
      expect(JSON.stringify(forwarded)).not.toContain(SECRET);
    });
    fc.assert(property, { numRuns: 3000 });
    expect(shown).toBeGreaterThan(2000);
  });
});

it('takes anything, and once is enough', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.anything(), tree, operation, frame);
  const property = fc.property(anything, (raw) => {
    const [redacted, event] = [redactOperation(raw), redactFrame(raw)];
    if (redacted !== null) expect(redactOperation(redacted)).toEqual(redacted);
    if (event !== null) expect(redactFrame(event)).toEqual(event);
  });
  fc.assert(property, { numRuns: 3000 });
});
