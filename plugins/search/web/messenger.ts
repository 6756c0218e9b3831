import type { UnitScreens } from '#screens';
import { searchIn } from './search-in.ts';
import texts from './texts.ts';

/** Messages by their words: in all conversations, or in one. */
export default {
  texts,
  pages: [{ path: 'conversations/search', name: 'search', beside: 'conversations', pane: 'list', view: () => import('./SearchPane.vue') }],
  links: {
    conversations: [{ text: 'search.open', icon: 'search', to: () => searchIn(null) }],
    conversation: [{ text: 'search.openIn', icon: 'search', to: searchIn }],
  },
} satisfies UnitScreens;
