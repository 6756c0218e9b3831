import { Api, ApiError } from '../shared/index.ts';
import { upload, type Progress } from './upload.ts';

interface HttpOptions {
  /** Language of error texts. */
  readonly language: () => string;
  /** Of who is signed in; null for nobody. */
  readonly token: () => string | null;
  /** The server no longer takes this token. */
  readonly refused: (token: string, error: ApiError) => void;
}

/**
 * The HTTP API with the caller's token. Every method gives the `data` of the envelope, in the shape that the caller names (docs/api of the
 * route), and throws ApiError {status, code, text}.
 */
export class Http {
  readonly #api: Api;
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#api = new Api({ language: options.language });
  }

  get<Data>(path: string): Promise<Data> {
    return this.#answer<Data>((token) => this.#api.call(path, { method: 'GET', token }));
  }

  post<Data>(path: string, body: object = {}): Promise<Data> {
    return this.#answer<Data>((token) => this.#api.call(path, { body, token }));
  }

  /** Sends one file; `progress` hears how far it is, from 0 to 1. An aborted one throws ApiError `aborted`. */
  upload<Data>(path: string, file: Blob, progress: Progress = {}): Promise<Data> {
    return this.#answer<Data>((token) => upload({ path, file, token, language: this.#options.language() }, progress));
  }

  async #answer<Data>(ask: (token: string | null) => Promise<unknown>): Promise<Data> {
    const token = this.#options.token();
    try {
      // The shape is the contract of the route, which the server's tests hold.
      return (await ask(token)) as Data; // oxlint-disable-line typescript/no-unsafe-type-assertion
    } catch (error) {
      if (token !== null && error instanceof ApiError && error.status === 401) this.#options.refused(token, error);
      throw error;
    }
  }
}
