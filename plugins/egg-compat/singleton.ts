import { isObject } from '../../kernel/files.ts';

/** Makes a client of its configuration. */
export type CreateClient = (config: object, name: string) => unknown;

/** What `app.addSingleton` gives where `clients` are configured, or none: clients by their names. */
export class Singleton {
  readonly clients = new Map<string, unknown>();
  readonly #options: Readonly<Record<string, unknown>>;
  readonly #create: CreateClient;

  constructor(options: Readonly<Record<string, unknown>>, create: CreateClient) {
    this.#options = options;
    this.#create = create;
    for (const [name, config] of Object.entries(isObject(options['clients']) ? options['clients'] : {}))
      this.clients.set(name, this.createInstance(config, name));
  }

  get(name: string): unknown {
    return this.clients.get(name);
  }

  /** A further client, which nothing keeps. */
  createInstance(config: unknown, name = ''): unknown {
    const { default: common } = this.#options;
    return this.#create({ ...(isObject(common) && common), ...(isObject(config) && config) }, name);
  }

  /** The same, where making it takes a while. */
  async createInstanceAsync(config: unknown, name = ''): Promise<unknown> {
    return this.createInstance(config, name);
  }
}

/** The one client where `client` is configured, with Egg's means to make more of them; else those by name. */
export function singletonOf(options: Readonly<Record<string, unknown>>, create: CreateClient): unknown {
  const singleton = new Singleton(options, create);
  if (options['client'] === undefined) return singleton;
  const client = singleton.createInstance(options['client']);
  if (isObject(client) && !('createInstance' in client) && Object.isExtensible(client))
    Object.defineProperty(client, 'createInstance', { configurable: true, value: (config: unknown) => singleton.createInstance(config) });
  return client;
}
