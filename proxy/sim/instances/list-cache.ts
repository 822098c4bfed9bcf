import type { Guise } from '../guise.ts';
import { absentInstance, apiInstance, fullParts } from './api-instance.ts';
import type { Instance } from './instance.ts';

type Recursion = 1 | 2;

type View = {
  recursion: Recursion;
  instances: readonly Instance[];
  /** Name of the member of an instance, and whether it does not answer. */
  placeOf: (instance: Instance) => { location: string; isAbsent: boolean };
};

type Written = { location: string; isAbsent: boolean; text: string };

/** The list of instances as JSON: thousands of them are megabytes, so each is written only once as long as nothing about
 *  it has changed. */
export class ListCache {
  readonly #seed: number;
  readonly #guise: Guise;
  readonly #written: Record<Recursion, WeakMap<Instance, Written>> = { 1: new WeakMap(), 2: new WeakMap() };
  readonly #joined = new Map<string, { texts: readonly string[]; json: Buffer }>();

  constructor(seed: number, guise: Guise) {
    this.#seed = seed;
    this.#guise = guise;
  }

  /** A JSON array. `key` tells lists apart that are asked for again and again. */
  json(key: string, { recursion, instances, placeOf }: View): Buffer {
    const texts = instances.map((instance) => this.#text(recursion, instance, placeOf(instance)));
    const known = this.#joined.get(key);
    if (known && isSame(known.texts, texts)) return known.json;
    const json = Buffer.from(`[${texts.join(',')}]`);
    this.#joined.set(key, { texts, json });
    return json;
  }

  #text(recursion: Recursion, instance: Instance, { location, isAbsent }: Omit<Written, 'text'>): string {
    const known = this.#written[recursion].get(instance);
    if (known?.location === location && known.isAbsent === isAbsent) return known.text;
    const shown = isAbsent
      ? absentInstance(instance, location, this.#guise)
      : apiInstance(instance, { seed: this.#seed, location });
    const more = isAbsent
      ? { backups: null, state: null, snapshots: null }
      : fullParts(instance, this.#seed, this.#guise);
    const text = JSON.stringify(recursion === 2 ? { ...shown, ...more } : shown);
    this.#written[recursion].set(instance, { location, isAbsent, text });
    return text;
  }
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index]);
