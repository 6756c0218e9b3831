import { defineCommand } from '#kernel';
import { answerRecord } from '../../terminal/print.ts';
import { account } from '../../terminal/reader.ts';
import { USER_COLUMNS } from '../../terminal/user.ts';

/** Shows one account, with its rights. */
export default defineCommand({
  about: 'show one account with its rights',
  takes: { account },
  async run({ ctx: { service }, output }, input) {
    const user = await service.admin.find(input.account);
    const rights = (await service.right.of([user.id])).get(user.id) ?? [];
    answerRecord(output, USER_COLUMNS, { ...user, rights });
  },
});
