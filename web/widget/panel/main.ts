import '../../ui/tokens.css';
import '../../ui/base.css';
import { createApp, watch, type App } from 'vue';
import PanelApp from './PanelApp.vue';
import { framedHost } from './framed-host.ts';
import type { Host } from './host.ts';
import { ownHost } from './own-host.ts';
import { applySettings } from './words.ts';
import { Visitor } from './visitor.ts';

void begin();

/** In a frame it belongs to the page around it; alone it is the page to go on with on another device. */
async function begin(): Promise<void> {
  const host: Host = globalThis.parent === globalThis.window ? await ownHost() : await framedHost();
  applySettings(host.settings);
  const visitor = new Visitor(host);
  let shown: App | null = null;
  // A visitor who does not look costs a connection and no screen.
  watch(
    () => host.stand.isOpen,
    (isOpen) => {
      if (!isOpen || shown) return;
      shown = createApp(PanelApp, { host, visitor });
      shown.mount('#panel');
    },
    { immediate: true },
  );
}
