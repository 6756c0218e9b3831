/** Where tokens get their secret from. */
export interface JwtConfig {
  /** The first signs the tokens, all verify them; none: one is made at the first start and shared through SQL. */
  secrets: readonly string[];
}

const jwt: JwtConfig = { secrets: [] };

export default { jwt };
