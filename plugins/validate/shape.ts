import { z } from 'zod';

/** A schema for each key of a type, also for those that may be absent. */
type Keys<T> = { readonly [K in keyof T]-?: z.ZodType };

/** The same schemas, where each describes exactly what the type has there. */
type Exact<T, S extends z.ZodRawShape> = {
  readonly [K in keyof S]: K extends keyof T ? (Same<z.output<z.ZodObject<Pick<S, K>>>, Pick<T, K>> extends true ? S[K] : never) : never;
};

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/**
 * The schema of an object that is written as a type, such as those of the protocol: `shape<WireUser>()('User', { … })`. It does not compile
 * with a key too many or too few, or with one that is wider or narrower than the type says. The name is that of a component of the API
 * description. What may be absent is `exactOptional`.
 */
export function shape<T extends object>(): <const S extends Keys<T>>(name: string, keys: S & Exact<T, S>) => z.ZodObject<S> {
  return (name, keys) => z.object(keys).meta({ id: name });
}

/** A list of these. */
export function listOf<T>(item: z.ZodType<T>): z.ZodType<readonly T[]> {
  return z.array(item);
}

/** The list that has nothing in it. */
export const emptyList = z.custom<readonly []>().meta({ type: 'array', maxItems: 0 });

/** An object of any fields. */
export const anyObject: z.ZodType<object> = z.looseObject({});

/** A schema of exactly this type, for what is no object of its own: a union, an alias. */
export function exactly<T>(): <S extends z.ZodType>(schema: Same<z.output<S>, T> extends true ? S : never) => S {
  return (schema) => schema;
}
