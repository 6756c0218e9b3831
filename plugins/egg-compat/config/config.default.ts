/** The application of Egg. */
export interface EggCompatConfig {
  /** Its folder, from the application of whoever installed Foyer, or from the working directory where there is none. */
  dir: string;
  /** Over what the files in its `config/` say: for values that an installation keeps in its environment. */
  config: Readonly<Record<string, unknown>>;
  /** Whether its middleware stands around the routes of Foyer too, and not only around what is Egg's. */
  around: boolean;
  /** ms for each thing that a plugin has the start wait for: a client that connects. */
  deadline: number;
  /** ms for a socket's handshake to be taken by some plugin of Egg; then it is refused. */
  handshake: number;
}

const eggCompat: EggCompatConfig = { dir: 'egg', config: {}, around: false, deadline: 30_000, handshake: 1000 };

export default { eggCompat };
