import '../ui/tokens.css';
import '../ui/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { FILES } from '../ui/files.ts';
import App from './App.vue';
import { watchToken } from './client.ts';
import { followPush } from './push.ts';
import { files } from './files.ts';
import { router } from './router.ts';
import { texts } from './texts.ts';
import { applyTheme } from './theme.ts';
import { followUpgrades } from './upgrade.ts';

applyTheme();
watchToken();
followPush();
followUpgrades();
createApp(App).provide(FILES, files).use(createPinia()).use(texts).use(router).mount('#app');
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without it the messenger works as well, only not without a network.
  navigator.serviceWorker.register('/app/sw.js', { scope: '/app/' }).catch(() => {});
}
