import type { ConfigOf, ControllersOf, InstancesOf } from '#kernel';
import type * as wordlistController from './app/controller/index.ts';
import type wordlistErrors from './app/error.ts';
import type * as wordlistService from './app/service/index.ts';
import type { Hits } from './app/service/wordlist.ts';
import type wordlistConfig from './config/config.default.ts';

type WordlistErrors = typeof wordlistErrors;

declare module '../../../kernel/registry.ts' {
  interface Services extends InstancesOf<typeof wordlistService> {}
  interface Controllers extends ControllersOf<typeof wordlistController> {}
  interface Errors extends WordlistErrors {}
  interface AppConfig extends ConfigOf<typeof wordlistConfig> {}
}

declare module '../../../protocol/frame.ts' {
  interface ClientFrames {
    wordlist: { readonly ref: number };
  }
  interface ServerFrames {
    wordlist: { readonly ref: number; readonly hits: readonly Hits[] };
  }
}
