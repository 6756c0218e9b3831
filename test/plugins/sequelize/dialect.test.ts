import assert from 'node:assert/strict';
import {
  DataTypes,
  ForeignKeyConstraintError,
  Model,
  Op,
  QueryTypes,
  UniqueConstraintError,
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  type Sequelize,
} from 'sequelize';
import { SequelizeStorage, Umzug } from 'umzug';
import { describeStores } from './support.ts';

class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<number>;
  declare name: CreationOptional<string>;
  declare admin: CreationOptional<boolean | null>;
  declare meta: CreationOptional<{ x: number[] } | null>;
  declare at: CreationOptional<Date>;
  declare big: CreationOptional<string | number>;
  declare raw: CreationOptional<Buffer>;
  declare deletedAt: CreationOptional<Date | null>;
  declare posts?: NonAttribute<Post[]>;
}
class Post extends Model<InferAttributes<Post>, InferCreationAttributes<Post>> {
  declare id: CreationOptional<number>;
  declare t: string;
  declare userId: ForeignKey<number>;
}
class Counter extends Model<InferAttributes<Counter>, InferCreationAttributes<Counter>> {
  declare id: CreationOptional<number>;
  declare n: CreationOptional<number>;
}

const ID = { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true };

function define(sequelize: Sequelize): void {
  User.init(
    {
      id: ID,
      name: { type: DataTypes.STRING, unique: true },
      admin: DataTypes.BOOLEAN,
      meta: DataTypes.JSON,
      at: DataTypes.DATE(3),
      big: DataTypes.BIGINT,
      raw: DataTypes.BLOB,
      deletedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'user', timestamps: true, createdAt: false, updatedAt: false, paranoid: true },
  );
  Post.init({ id: ID, t: DataTypes.TEXT }, { sequelize, modelName: 'post' });
  Counter.init({ id: ID, n: { type: DataTypes.INTEGER, defaultValue: 0 } }, { sequelize, modelName: 'counter' });
  User.hasMany(Post, { foreignKey: 'userId', as: 'posts' });
  Post.belongsTo(User, { foreignKey: 'userId' });
}

describeStores('Sequelize', (store) => {
  let db: Sequelize;

  before(async () => {
    db = store().sequelize;
    define(db);
    await db.sync();
    await User.create({ name: 'a', admin: true, meta: { x: [1] }, at: new Date(0), big: '9007199254740993', raw: Buffer.from('hi') });
  });

  it('stores each type and reads it back', async () => {
    const user = await User.findOne({ where: { name: 'a' }, rejectOnEmpty: true });
    assert.deepEqual([user.admin, user.meta, user.at.toISOString()], [true, { x: [1] }, '1970-01-01T00:00:00.000Z']);
    assert.deepEqual([user.big, user.raw], ['9007199254740993', Buffer.from('hi')]);
  });

  it('names the field of a duplicate', async () => {
    await assert.rejects(User.create({ name: 'a' }), (error) => error instanceof UniqueConstraintError && error.errors.length === 1);
  });

  it('tells a foreign key that leads nowhere', async () => {
    await assert.rejects(Post.create({ t: 'x', userId: 999 }), ForeignKeyConstraintError);
  });

  it('gives bulk-created rows their ids', async () => {
    const posts = await Post.bulkCreate(['1', '2', '3'].map((t) => ({ t, userId: 1 })));
    const stored = await Post.findAll({ order: ['id'] });
    assert.deepEqual(
      posts.map(({ id, t }) => [id, t]),
      stored.map(({ id, t }) => [id, t]),
    );
  });

  it('updates on duplicate', async () => {
    await User.bulkCreate([{ name: 'a', admin: false }, { name: 'b' }], { updateOnDuplicate: ['admin'] });
    const users = await User.findAll({ order: ['name'] });
    assert.deepEqual(
      users.map(({ name, admin }) => [name, admin]),
      [
        ['a', false],
        ['b', null],
      ],
    );
  });

  it('upserts', async () => {
    await User.upsert({ name: 'b', admin: true });
    assert.equal((await User.findOne({ where: { name: 'b' } }))?.admin, true);
  });

  it('finds or creates', async () => {
    const [user, isNew] = await User.findOrCreate({ where: { name: 'z' }, defaults: { name: 'z', admin: false } });
    assert.deepEqual([user.name, isNew], ['z', true]);
  });

  it('includes associations', async () => {
    const user = await User.findOne({ where: { name: 'a' }, include: [{ model: Post, as: 'posts' }] });
    assert.equal(user?.posts?.length, 3);
  });

  it('finds and counts', async () => {
    const { count, rows } = await Post.findAndCountAll({ where: { t: { [Op.in]: ['1', '2'] } }, limit: 1 });
    assert.deepEqual([count, rows.length], [2, 1]);
  });

  it('counts what it updates and destroys', async () => {
    const [updated] = await Post.update({ t: 'y' }, { where: { userId: 1 } });
    assert.deepEqual([updated, await Post.destroy({ where: { t: 'y' } })], [3, 3]);
  });

  it('increments', async () => {
    const counter = await Counter.create({});
    await counter.increment('n', { by: 2 });
    assert.equal((await counter.reload()).n, 2);
  });

  it('hides what is destroyed of a paranoid model', async () => {
    await User.destroy({ where: { name: 'z' } });
    assert.deepEqual([await User.count(), await User.count({ paranoid: false })], [2, 3]);
  });

  it('rolls back', async () => {
    const work = db.transaction(async (transaction) => {
      await User.create({ name: 'tx' }, { transaction });
      throw new Error('no');
    });
    await assert.rejects(work, /^Error: no$/);
    assert.equal(await User.count({ where: { name: 'tx' } }), 0);
  });

  it('loses none of 50 concurrent read-modify-writes', async () => {
    const { id } = await Counter.create({ n: 0 });
    const add = (): Promise<unknown> =>
      db.transaction(async (transaction) => {
        const counter = await Counter.findByPk(id, { transaction, lock: true, rejectOnEmpty: true });
        await counter.update({ n: counter.n + 1 }, { transaction });
      });
    await Promise.all(Array.from({ length: 50 }, add));
    assert.equal((await Counter.findByPk(id))?.n, 50);
  });

  it('writes outside of a transaction that is open', async () => {
    const { id } = await Counter.create({ n: 0 });
    const transaction = await db.transaction();
    await Counter.update({ n: 1 }, { where: { id }, transaction });
    const written = Counter.create({ n: 5 });
    setImmediate(() => void transaction.commit()); // `written` may wait for it
    assert.equal((await written).n, 5);
  });

  it('runs savepoints', async () => {
    const { id } = await Counter.create({ n: 0 });
    await db.transaction(async (outer) => {
      await Counter.update({ n: 1 }, { where: { id }, transaction: outer });
      const inner = db.transaction({ transaction: outer }, async (transaction) => {
        await Counter.update({ n: 2 }, { where: { id }, transaction });
        throw new Error('inner');
      });
      await assert.rejects(inner, /inner/);
    });
    assert.equal((await Counter.findByPk(id))?.n, 1);
  });

  it('adds and describes columns', async () => {
    const queries = db.getQueryInterface();
    await queries.addColumn('post', 'extra', { type: DataTypes.STRING, defaultValue: 'q' });
    assert.deepEqual(Object.keys(await queries.describeTable('post')).toSorted(), ['extra', 'id', 't', 'user_id']);
  });

  it('alters tables', async () => {
    await Counter.sync({ alter: true });
    assert.ok(Array.isArray(await db.getQueryInterface().showIndex('user')));
  });

  it('migrates through the query interface', async () => {
    const queries = db.getQueryInterface();
    const migration = { name: '1', up: () => queries.createTable('m1', { id: ID }), down: () => queries.dropTable('m1') };
    const umzug = new Umzug({ migrations: [migration], storage: new SequelizeStorage({ sequelize: db }), logger: undefined });
    await umzug.up();
    assert.equal(await queries.tableExists('m1'), true);
    await umzug.down();
    assert.equal(await queries.tableExists('m1'), false);
  });

  it('calls SQL functions, binds and replaces', async () => {
    const [json] = await db.query<{ a: number }>(`SELECT JSON_EXTRACT('{"a":2}', '$.a') AS a`, { type: QueryTypes.SELECT });
    assert.equal(Number(json?.a), 2);
    const bound = await db.query('SELECT $1 AS a, $2 AS b', { bind: ['x', 2], type: QueryTypes.SELECT });
    assert.deepEqual({ ...bound[0] }, { a: 'x', b: 2 });
    const named = await db.query('SELECT :a AS a', { replacements: { a: `it's` }, type: QueryTypes.SELECT });
    assert.deepEqual({ ...named[0] }, { a: `it's` });
  });

  it('knows the version', async () => {
    assert.match(await db.databaseVersion(), /^\d+\.\d+/);
  });
});
