import { defineExtra } from '@foyer-chat/foyer/app';

/** The reactions under a message. */
export default defineExtra<'reactions'>(({ service }, messages) => service.reactions.of(messages));
