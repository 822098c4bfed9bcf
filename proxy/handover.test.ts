import { describe, expect, it } from 'vitest';
import { createHandover } from './handover.ts';

/** Runs that write down what becomes of them. `slow`: it is started once that is resolved. */
function stage(slow: Readonly<Record<string, Promise<void>>> = {}) {
  const told: string[] = [];
  const handover = createHandover(async (name: string) => {
    told.push(`start ${name}`);
    await slow[name];
    if (name === 'broken') throw new Error('the address is in use');
    told.push(`serve ${name}`);
    return { name, close: async () => void told.push(`close ${name}`) };
  });
  return { handover, told };
}

describe('one run after another', () => {
  it('closes the one before it starts the next', async () => {
    const { handover, told } = stage();
    expect((await handover.serve('demo'))?.name).toBe('demo');
    expect((await handover.serve('prod'))?.name).toBe('prod');
    expect(told).toEqual(['start demo', 'serve demo', 'close demo', 'start prod', 'serve prod']);
  });

  it('closes the one that is there', async () => {
    const { handover, told } = stage();
    await handover.serve('demo');
    await handover.serve('prod');
    await handover.close();
    expect(told.at(-1)).toBe('close prod');
    expect(told.filter((line) => line === 'close demo')).toHaveLength(1);
  });

  it('waits for one that is just being started, and closes it', async () => {
    const gate = Promise.withResolvers<void>();
    const { handover, told } = stage({ prod: gate.promise });
    await handover.serve('demo');
    const next = handover.serve('prod');
    await expect.poll(() => told.at(-1)).toBe('start prod');
    const closed = handover.close();
    gate.resolve();
    await Promise.all([next, closed]);
    expect(told.slice(-2)).toEqual(['serve prod', 'close prod']);
  });

  it('starts nothing more once it was ended', async () => {
    const { handover, told } = stage();
    await handover.serve('demo');
    const next = handover.serve('prod');
    await handover.close();
    expect(await next).toBeNull();
    expect(told).toEqual(['start demo', 'serve demo', 'close demo']);
  });

  it('tells whoever asked what could not be started, and still ends', async () => {
    const { handover, told } = stage();
    await handover.serve('demo');
    await expect(handover.serve('broken')).rejects.toThrow('the address is in use');
    await handover.close();
    expect(told).toEqual(['start demo', 'serve demo', 'close demo', 'start broken']);
  });
});
