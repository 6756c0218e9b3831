import { extendContext } from '#kernel';
import type { Language } from '../error.ts';

/** What the app adds to every context. */
export default extendContext({
  /** Answers with the success envelope: `{"msg":"ok","data":…}`, and the fields of `extra` beside them. */
  ok(data: unknown, extra: object = {}): void {
    this.body = { ...extra, msg: 'ok', data };
  },

  /** The language of texts for this client: Chinese unless it prefers English. */
  get language(): Language {
    return this.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
  },
});
