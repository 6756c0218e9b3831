import '../ui/tokens.css';
import '../ui/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { watchToken } from './client.ts';
import { followPush } from './push.ts';
import { router } from './router.ts';
import { texts } from './texts.ts';
import { applyTheme } from './theme.ts';

applyTheme();
watchToken();
followPush();
createApp(App).use(createPinia()).use(texts).use(router).mount('#app');
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without it the messenger works as well, only not without a network.
  navigator.serviceWorker.register('/app/sw.js', { scope: '/app/' }).catch(() => {});
}
