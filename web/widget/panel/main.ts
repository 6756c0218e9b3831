import '../../ui/tokens.css';
import '../../ui/base.css';
import { FILE_SOURCE } from '../../ui/files.ts';
import { createApp, watch, type App } from 'vue';
import PanelApp from './PanelApp.vue';
import { framedHost } from './framed-host.ts';
import type { Host } from './host.ts';
import { followUpgrades } from './upgrade.ts';
import { applySettings } from './words.ts';
import { Visitor } from './visitor.ts';

void begin();

/** In a frame it belongs to the page around it; alone it is the page to go on with on another device. */
async function begin(): Promise<void> {
  const host: Host = globalThis.parent === globalThis.window ? await alone() : await framedHost();
  applySettings(host.settings);
  const visitor = new Visitor(host);
  followUpgrades(host, visitor);
  let shown: App | null = null;
  // A visitor who does not look costs a connection and no screen.
  watch(
    () => host.stand.isOpen,
    (isOpen) => {
      if (!isOpen || shown) return;
      shown = createApp(PanelApp, { host, visitor });
      shown.provide(FILE_SOURCE, visitor.files);
      shown.mount('#panel');
    },
    { immediate: true },
  );
}

/** Fetched where it is needed: pages of others never do. */
async function alone(): Promise<Host> {
  const { ownHost } = await import('./own-host.ts');
  return ownHost();
}
