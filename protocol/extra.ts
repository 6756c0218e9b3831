/** What units add to a message as its readers see it, by name; filled by each unit for what stands in its `app/extra/`. */
export interface MessageExtras {}

/** What a message has of it. */
export type WireExtras = { readonly [Name in keyof MessageExtras]?: MessageExtras[Name] };
