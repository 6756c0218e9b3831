import type { PlateWords } from '../../../chat/plate.ts';
import { texts } from '../../texts.ts';

/** The words of plates and summaries, as the reader has them. */
export function plateWords(): PlateWords {
  const { t, locale } = texts.global;
  return {
    language: locale.value,
    image: t('media.image'),
    audio: t('media.sound'),
    video: t('media.video'),
    file: t('media.file'),
    link: t('media.link'),
    news: t('media.news'),
    userCard: t('media.userCard'),
    groupCard: t('media.groupCard'),
    packet: t('media.packet'),
    packetMemo: t('media.packetMemo'),
    packetNote: t('media.packetNote'),
    merged: t('media.merged'),
    unknown: t('media.unknown'),
    count: (n) => t('media.mergedCount', { n }, n),
  };
}
