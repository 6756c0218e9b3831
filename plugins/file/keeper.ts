import { uploadUuidOf, type FileKeeper } from '#app';
import type { Application } from '#kernel';
import type UploadService from './app/service/upload.ts';
import { queryOf, signerOf } from './upload/link.ts';
import { showAvatar } from './upload/row.ts';

/** What the app asks about files. */
export function keeperOf(app: Application): FileKeeper {
  const { upload: config } = app.config;
  const service = (): UploadService => app.createAnonymousContext().service.upload;
  return {
    share: (by, address, conversationId) => service().share(by, address, conversationId),
    publish: (userId, address, tx) => service().publish(userId, address, tx),
    publishChosen: (userId, address, tx) => service().publishChosen(userId, address, tx),
    showPicture: showAvatar,
    queryOf(address, viewerId) {
      const uuid = uploadUuidOf(address);
      return uuid === undefined ? '' : queryOf(signerOf(app).sign(uuid, viewerId, { ttl: config.keptLinkTtl, now: Date.now() }));
    },
    limitsOf: (role) => ({ ...config.limits, total: config.quota[role] }),
    health: () => app.storage.health(),
  };
}
