import { onScopeDispose, watchEffect } from 'vue';
import { useI18n } from 'vue-i18n';
import { useClient } from './use-client.ts';

/** The page's title says how much is unread, for those who look at another tab. */
export function useTitle(): void {
  const { t } = useI18n();
  const { unread } = useClient();
  watchEffect(() => {
    const count = unread.value > 99 ? '99+' : String(unread.value);
    document.title = unread.value > 0 ? `(${count}) ${t('common.appName')}` : t('common.appName');
  });
  onScopeDispose(() => (document.title = t('common.appName')));
}
