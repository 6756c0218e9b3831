import { BootError, type Application, type Boot } from '#kernel';
import { weakness } from '../secret.ts';
import { TokenSigner } from '../signer.ts';

/** Refuses a weak secret in production (D06), and makes the signer once SQL can be asked for the shared one. */
export default class JwtBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  configDidLoad(): void {
    const { env, jwt } = this.#app.config;
    const reason = env === 'prod' && jwt.secret !== undefined ? weakness('JWT_SECRET', jwt.secret) : undefined;
    if (reason !== undefined) throw new BootError(reason);
  }

  async willReady(): Promise<void> {
    this.#app.token = new TokenSigner(this.#app.config.jwt.secret ?? (await this.#app.secret('jwt')));
  }
}
