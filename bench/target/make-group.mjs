// Makes a group beside a server that runs, as its stores' environment says: through the API everyone would have to be the owner's friend first.
// Arguments: ids of users, the owner first. Prints the group's id.
import { GROUP_ROLE } from '../../dist/app/cache.js';
import { addMembers, insertGroup } from '../../dist/app/group/store.js';
import { withApplication } from '../../dist/bin/application.js';

const [ownerId, ...members] = process.argv.slice(2).map(Number);

await withApplication(async ({ sql }) => {
  const groupId = await sql.transaction(async (tx) => {
    const id = await insertGroup(tx, { ownerId, name: 'a group', roomKey: null, now: Date.now() });
    const rows = members.map((userId) => ({ userId }));
    await addMembers(tx, { groupId: id, lastSeq: 0, history: 'joined' }, [{ userId: ownerId, role: GROUP_ROLE.owner }, ...rows]);
    return id;
  });
  console.log(groupId);
});
