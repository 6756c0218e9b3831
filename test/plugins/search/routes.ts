import type { AppConfig, DeepPartial } from '#kernel';
import type { Recipe } from '../../support/routes/call.ts';

export const recipes: Readonly<Record<string, Recipe>> = {
  'POST /api/chat/search': async (scene) => {
    await scene.message();
    return { body: { keyword: scene.secret } };
  },
  'POST /api/chat/search in a conversation': async (scene) => ({
    body: { keyword: scene.secret, conversation: (await scene.message()).groupId },
  }),
};

export const unlimited: DeepPartial<AppConfig> = { search: { limit: { points: 100_000 } } };
