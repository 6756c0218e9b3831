import { defineSchedule } from '@foyer-chat/foyer/kernel';

/** Calls the servers that something waits for; each is one node's at a time. */
export default defineSchedule((app) => ({ every: app.config.webhooks.look, on: 'node', run: () => app.webhooks.run() }));
