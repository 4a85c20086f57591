/** Takes the place of the SDK's event streams in a bundle (infra/bundling.ts): no operation that we call has one. */
export const resolveEventStreamSerdeConfig = <C>(config: C): C => config;
export const eventStreamSerdeProvider = (): never => {
  throw new Error("Operations that stream events are not bundled");
};
