/** Marks a plain value as checked, so that the compiler keeps unchecked values out. */

declare const brand: unique symbol

/** A `Base` that went through the parser or constructor called `Name`; it is a plain `Base` at run time. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
