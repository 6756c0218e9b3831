import assert from 'node:assert/strict';
import { objection } from '../../lint/one-way.mjs';

function judge(from: string, to: string, isType = false): string | undefined {
  return objection({ from, to, isType });
}

describe('lint/one-way', () => {
  const refused: readonly (readonly [from: string, to: string, reason: RegExp])[] = [
    ['kernel/router.ts', 'app/error.ts', /knows Koa, not chat/],
    ['kernel/router.ts', 'protocol/frame.ts', /knows Koa, not chat/],
    ['protocol/frame.ts', 'engine/sql.ts', /web ships the protocol/],
    ['engine/bus.ts', 'kernel/index.ts', /engine interface/],
    ['plugins/redis/app/app.ts', 'app/cache.ts', /a plugin brings an engine/],
    ['plugins/redis/app/app.ts', 'config/env.ts', /a plugin brings an engine/],
    ['plugins/redis/app/app.ts', 'plugins/sql/query.ts', /reaches another through app and ctx/],
    ['app/cache.ts', 'plugins/redis/plugin.ts', /depends on interfaces/],
    ['app/cache.ts', 'config/env.ts', /depends on interfaces/],
    ['config/config.default.ts', 'app/cache.ts', /before the app exists/],
    ['web/shared/client.ts', 'app/error.ts', /shares the wire/],
    ['web/shared/client.ts', 'engine/bus.ts', /shares the wire/],
    ['plugins/search/web/SearchPane.vue', 'web/messenger/client.ts', /what #screens lists/],
    ['plugins/search/web/SearchPane.vue', 'web/widget/panel/words.ts', /what #screens lists/],
    ['plugins/search/web/SearchPane.vue', 'plugins/search/query.ts', /what #screens lists/],
    ['plugins/search/web/SearchPane.vue', 'plugins/code/web/texts.ts', /found by the build/],
    ['plugins/search/app/app.ts', 'plugins/search/web/texts.ts', /found by the build/],
    ['web/messenger/texts.ts', 'plugins/search/web/texts.ts', /found by the build/],
    ['app/service/chat.ts', 'app/controller/api/chat.ts', /nobody imports a controller/],
    ['bin/foyer.ts', 'app/controller/index.ts', /nobody imports a controller/],
    ['app/policy/single.ts', 'app/service/chat.ts', /pure functions/],
    ['app/presenter/message.ts', 'app/messaging/gateway/session.ts', /pure functions/],
  ];
  for (const [from, to, reason] of refused) {
    it(`refuses ${from} -> ${to}`, () => assert.match(judge(from, to) ?? '', reason));
  }

  const allowed: readonly (readonly [from: string, to: string, isType?: boolean])[] = [
    ['kernel/router.ts', 'kernel/error.ts'],
    ['engine/bus.ts', 'protocol/frame.ts'],
    ['plugins/redis/app/app.ts', 'engine/bus.ts'],
    ['plugins/redis/app/app.ts', 'kernel/index.ts'],
    ['plugins/redis/app/app.ts', 'plugins/redis/keys.ts'],
    ['plugins/redis/app/app.ts', 'plugins/sql/query.ts', true],
    ['app/controller/api/chat.ts', 'app/controller/base.ts'],
    ['app/service/chat.ts', 'app/policy/single.ts'],
    ['app/policy/single.ts', 'app/cache.ts'],
    ['app/policy/single.ts', 'app/service/chat.ts', true],
    ['config/plugin.ts', 'plugins/redis/plugin.ts'],
    ['typings/index.ts', 'app/controller/index.ts', true],
    ['test/app/controller/chat.test.ts', 'app/controller/api/chat.ts'],
    ['web/shared/client.ts', 'protocol/frame.ts'],
    ['plugins/search/web/SearchPane.vue', 'web/messenger/index.ts'],
    ['plugins/search/web/SearchPane.vue', 'web/ui/AppButton.vue'],
    ['plugins/search/web/SearchPane.vue', 'web/shared/index.ts', true],
    ['plugins/search/web/SearchPane.vue', 'plugins/search/web/place.ts'],
    ['plugins/search/web/SearchPane.vue', 'protocol/index.ts', true],
    ['test/plugins/search/web/place.test.ts', 'plugins/search/web/place.ts'],
    ['bin/foyer.ts', 'config/env.ts'],
  ];
  for (const [from, to, isType] of allowed) {
    it(`lets ${from} -> ${to}${isType ? ' as a type' : ''}`, () => assert.equal(judge(from, to, isType), undefined));
  }
});
