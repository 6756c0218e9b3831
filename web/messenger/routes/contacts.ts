import type { RouteRecordRaw } from 'vue-router';
import { SECTIONS } from './sections.ts';

const { list, detail: none } = SECTIONS.contacts;

/** Contacts, one of them, and the ways to more. */
export const contacts: readonly RouteRecordRaw[] = [
  {
    path: 'contacts',
    name: 'contacts',
    components: { list, default: none },
    meta: { pane: 'list' },
  },
  {
    path: 'contacts/:userId(\\d+)',
    name: 'contact',
    components: { list, default: () => import('../views/contacts/ContactPane.vue') },
    meta: { pane: 'detail' },
  },
  {
    path: 'contacts/add',
    name: 'contact-add',
    components: { list, default: () => import('../views/contacts/AddContactPane.vue') },
    meta: { pane: 'detail' },
  },
  {
    path: 'contacts/requests',
    name: 'contact-requests',
    components: { list, default: () => import('../views/contacts/RequestsPane.vue') },
    meta: { pane: 'detail', unit: 'friend' },
  },
  {
    path: 'contacts/blacklist',
    name: 'contact-blacklist',
    components: { list, default: () => import('../views/contacts/BlacklistPane.vue') },
    meta: { pane: 'detail' },
  },
  // The short address of anybody's page.
  { path: 'user/:userId(\\d+)', name: 'user', redirect: ({ params }) => ({ name: 'contact', params }) },
];
