import type { Product } from './guise.ts';
import type { EventBus } from './lifecycle.ts';

export type Project = { name: string; description: string; config: Record<string, string> };

const features = {
  lxd: ['images', 'networks', 'profiles', 'storage.volumes'],
  incus: ['images', 'networks', 'networks.zones', 'profiles', 'storage.buckets', 'storage.volumes'],
} as const;

/** The projects: `default` with everything of its own, and others that share its images and networks. */
export class Projects {
  readonly #events: EventBus;
  readonly #product: Product;
  readonly #all = new Map<string, Project>();

  constructor(events: EventBus, product: Product) {
    this.#events = events;
    this.#product = product;
    this.#add('default', `Default ${product === 'incus' ? 'Incus' : 'LXD'} project`, () => true);
    this.#add('web', 'What customers see');
    this.#add('batch', '');
  }

  list(): Project[] {
    return [...this.#all.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  find(name: string): Project | undefined {
    return this.#all.get(name);
  }

  /** Makes it if there is none of that name; `location` is the member that does. */
  ensure(name: string, location: string): void {
    if (this.#all.has(name)) return;
    this.#add(name, '');
    this.#events.lifecycle('project-created', `/1.0/projects/${encodeURIComponent(name)}`, location, {
      project: name,
      name,
    });
  }

  #add(
    name: string,
    description: string,
    has = (feature: string) => /^(profiles|storage)/.test(feature),
  ): void {
    const config = features[this.#product].map((feature) => [`features.${feature}`, String(has(feature))]);
    this.#all.set(name, { name, description, config: Object.fromEntries(config) });
  }
}
