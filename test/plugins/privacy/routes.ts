import type { AppConfig, DeepPartial } from '#kernel';
import { afterMessage, type Recipe } from '../../support/routes/call.ts';
import { PASSWORD } from '../../support/routes/scene.ts';

export const recipes: Readonly<Record<string, Recipe>> = {
  'GET /api/chat/export': afterMessage,
  'POST /api/chat/erase': () => ({ body: { password: PASSWORD } }),
};

export const unlimited: DeepPartial<AppConfig> = { privacy: { exports: { points: 100_000 } } };
