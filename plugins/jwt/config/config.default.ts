/** Where tokens get their secret from. */
export interface JwtConfig {
  /** Signs the tokens; absent: one is made at the first start and shared through SQL. */
  secret: string | undefined;
}

const jwt: JwtConfig = { secret: undefined };

export default { jwt };
