/** What a step brings besides the new view. */
export interface Effects {
  /** To those who do not see it. */
  readonly say: string | null;
  /** Where the focus goes, as selectors, the best first; null: it stays. */
  readonly focus: readonly string[] | null;
}
