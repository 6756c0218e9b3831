/** The database. Times in ms. */
export interface SequelizeConfig {
  /** `mysql://user:password@host:3306/database`, with `?ssl=true` for TLS. Absent: SQLite in this process. */
  url: string | undefined;
  /** Directory of the SQLite file, from the working directory. */
  dataDir: string;
  /** Name of the SQLite file. */
  file: string;
  /** How long a statement may take on MySQL, or wait for a lock on SQLite, until it fails. */
  deadline: number;
  /** Connections to MySQL for raw SQL, and as many for the models. */
  connections: number;
  /** A statement that takes longer than this is logged, without its values. */
  slow: number;
  /** Whether this process must be the only node on the store; with Redis it need not be. The admin commands turn it off. */
  lock: boolean;
  /** Whether a start brings tables of an older version up to date; else it is refused. The commands turn it off. */
  upgrade: boolean;
}

const sequelize: SequelizeConfig = {
  url: undefined,
  dataDir: './data',
  file: 'foyer.db',
  deadline: 4000,
  connections: 8,
  slow: 500,
  lock: true,
  upgrade: true,
};

export default { sequelize };
