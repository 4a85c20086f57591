export type Words = Readonly<Record<string, string>>;

/** A translation has every key of the English text and no other. */
export type Translation<English extends Words> = { readonly [Key in keyof English]: string };

/** The texts of one part of the pages. They come with their language; `words` is there for the compiler only. */
export interface Area<English extends Words> {
  readonly name: string;
  readonly words?: English;
}

export const area = <English extends Words>(name: string): Area<English> => ({ name });

/** The names in curly brackets. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The keys of an area whose texts are complete as they are. */
export type PlainKey<A> =
  A extends Area<infer English extends Words>
    ? { [Key in keyof English & string]: [Placeholders<English[Key]>] extends [never] ? Key : never }[keyof English &
        string]
    : never;
