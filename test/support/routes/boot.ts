import type { AppConfig, DeepPartial } from '#kernel';
import { PLUGIN_ROUTES } from './plugins.ts';

const OFTEN = { points: 100_000, window: 60_000 };

/** What the site signs the ids of its visitors with. */
export const SITE_SECRET = 'the-secret-of-a-site';

const OWN: DeepPartial<AppConfig> = {
  limit: {
    visitorContacts: OFTEN,
    visitorBytes: { points: 1e12, window: 60_000 },
    contacts: OFTEN,
    entries: OFTEN,
    request: { ...OFTEN, perAddress: OFTEN.points },
    drawing: { ...OFTEN, perAddress: OFTEN.points },
    lookup: { ...OFTEN, perAddress: OFTEN.points },
    code: OFTEN,
    group: OFTEN,
    handover: OFTEN,
  },
  chat: { sends: { visitor: OFTEN, user: OFTEN } },
  visitor: { identity: { secrets: [SITE_SECRET] } },
};

/** One client calls every route hundreds of times. */
export const UNLIMITED = PLUGIN_ROUTES.reduce<DeepPartial<AppConfig>>((all, { unlimited }) => ({ ...all, ...unlimited }), OWN);
