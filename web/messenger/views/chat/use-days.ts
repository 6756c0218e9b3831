import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { DayView } from '../../../chat/moment.ts';
import { useToday } from './use-now.ts';

/** How days are told to the reader; anew at midnight, while the page is open. */
export function useDays(): ComputedRef<DayView> {
  const { t, locale } = useI18n();
  const day = useToday();
  return computed(() => ({ locale: locale.value, day: day.value, today: t('chat.today'), yesterday: t('chat.yesterday') }));
}
