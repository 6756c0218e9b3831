import { useI18n } from 'vue-i18n';
import { summaryOf as summary } from '../../../chat/plate.ts';
import { noticeText, readContent, type Person, type TimelineEntry } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import { plateWords } from '../media/plate-words.ts';
import { useNames } from './names.ts';
import { noticeWords } from './notice-words.ts';

/** How a line is said in a few words: in the list, in a quote. */
export function useSummary(): { summaryOf(line: TimelineEntry): string; wordsOf(line: TimelineEntry): string } {
  const { t, locale } = useI18n();
  const names = useNames();
  const nameOf = ({ id, name }: Person): string => names.person(id, name);
  return { summaryOf, wordsOf };

  function summaryOf(line: TimelineEntry): string {
    return line.kind === 'message' ? summary(line.message, plateWords()) : wordsOf(line);
  }

  /** What the system tells, and what stands where a message was taken back. */
  function wordsOf({ kind, isMine, notice, message }: TimelineEntry): string {
    if (kind === 'recalled' && isMine) return t('chat.recalledByMe');
    const told =
      notice &&
      noticeWords(notice, { t: (name, values) => t(name, values ?? {}), locale: locale.value, nameOf, me: client.user?.id ?? null });
    if (told) return told;
    const words = notice && noticeText(message, locale.value === 'zh' ? 'zh' : 'en');
    if (words) return words;
    const content = readContent(message);
    return content.kind === 'text' ? content.text : t('media.unknown');
  }
}
