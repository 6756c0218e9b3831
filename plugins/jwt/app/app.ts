import type { Application, Boot } from '#kernel';
import { TokenSigner } from '../signer.ts';

/** Makes the signer once SQL can be asked for the shared secret. */
export default class JwtBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  async willReady(): Promise<void> {
    const [secret, ...earlier] = this.#app.config.jwt.secrets;
    this.#app.token = new TokenSigner(secret ?? (await this.#app.secret('jwt')), ...earlier);
  }
}
