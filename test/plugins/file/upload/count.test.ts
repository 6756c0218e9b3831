import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createUser, createVisitor } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';
import { upload } from '../../../support/upload.ts';

describeStores('bytes of files from one address', (store) => {
  const target = store.serve({ config: { limit: { visitorUploadBytes: { points: 2500 }, uploadBytes: { points: 1500 } } } });

  it('new visitors, and new accounts, have no more room, and what is refused leaves nothing', async () => {
    const bytes = Buffer.alloc(1000);
    const as = async (who: Promise<{ token: string }>): Promise<string> => {
      const { status, code } = await upload(target, (await who).token, { bytes });
      return `${status} ${code}`;
    };
    const answers: string[] = [];
    for (const who of [createVisitor, createVisitor, createVisitor, createUser, createUser]) answers.push(await as(who(target)));
    assert.deepEqual(answers, ['200 undefined', '200 undefined', '429 too_many', '200 undefined', '429 too_many']);
    assert.deepEqual(fs.readdirSync(target.app.storage.spool), []);
  });
});
