/** A view, fetched when it is shown first. */
export type View = () => Promise<object>;

/** What each section shows in both panes as long as nothing of it was chosen. */
export const SECTIONS = {
  conversations: {
    list: () => import('../views/conversations/ConversationsPane.vue'),
    detail: () => import('../views/conversations/NoConversation.vue'),
  },
  contacts: { list: () => import('../views/contacts/ContactsPane.vue'), detail: () => import('../views/contacts/NoContact.vue') },
  groups: { list: () => import('../views/groups/GroupsPane.vue'), detail: () => import('../views/groups/NoGroup.vue') },
  settings: { list: () => import('../views/settings/SettingsPane.vue'), detail: () => import('../views/settings/NoSetting.vue') },
} as const satisfies Readonly<Record<string, { readonly list: View; readonly detail: View }>>;

/** What a section is called. */
export type Section = keyof typeof SECTIONS;
