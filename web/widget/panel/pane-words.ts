import { widgetPane } from '../../i18n/widget-pane.ts';
import { speaker } from './words.ts';

/** A text of what stands beside the conversation. */
export const p = speaker<keyof (typeof widgetPane)['en']>(widgetPane);
