import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteLocationRaw } from 'vue-router';
import { client } from './client.ts';
import { contacts } from './routes/contacts.ts';
import { conversations } from './routes/conversations.ts';
import { groups } from './routes/groups.ts';
import { settings } from './routes/settings.ts';
import { doorsOfUnits, pagesOfUnits } from './routes/units.ts';
import { keptToken } from './token.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** What a narrow screen shows: the list of a section, or what was chosen from it. */
    readonly pane?: 'list' | 'detail';
    /** Open without signing in. */
    readonly isOpen?: boolean;
    /** The unit of the server that it is about; where that one is off there is no such page. */
    readonly unit?: string;
  }
}

/** Every address below /app. A section's own are in `routes/`. */
export const router = createRouter({
  history: createWebHistory('/app'),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./views/SignInView.vue'), meta: { isOpen: true } },
    ...doorsOfUnits(),
    {
      path: '/',
      component: () => import('./layouts/MainLayout.vue'),
      redirect: { name: 'conversations' },
      children: [...conversations, ...contacts, ...groups, ...settings, ...pagesOfUnits()],
    },
    { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./views/NotFoundView.vue'), meta: { isOpen: true } },
  ],
});

router.beforeEach((to) => guard(to));

/** Where to go once signed in: the address that was asked for, if it is one of ours. */
export function afterSignIn(to: RouteLocationNormalized): RouteLocationRaw {
  const { next } = to.query;
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : { name: 'conversations' };
}

function guard(to: RouteLocationNormalized): RouteLocationRaw | boolean {
  if (keptToken.value === null && !to.meta.isOpen) return { name: 'sign-in', query: to.path === '/' ? {} : { next: to.fullPath } };
  if (keptToken.value !== null && to.name === 'sign-in') return afterSignIn(to);
  if (to.meta.unit !== undefined && client.units?.has(to.meta.unit) === false)
    return { name: 'nowhere', params: { rest: to.path.split('/').slice(1) } };
  return true;
}
