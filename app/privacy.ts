import { ACCOUNT } from './people/account.ts';
import { readConversations } from './people/conversations.ts';
import { LISTS } from './people/lists.ts';
import { eraseOwn } from './people/own.ts';
import { definePrivacy } from './people/privacy.ts';
import { RETENTION } from './retention/own.ts';

/** What the app holds of people. */
export default definePrivacy({
  sections: [...ACCOUNT, ...LISTS, { name: 'conversations', read: readConversations }],
  erase: eraseOwn,
  clear: ({ service }, remains) => service.clearing.clear(remains),
  retention: RETENTION,
});
