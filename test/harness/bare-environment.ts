/** Environment of a process that a test starts: nothing of this one's but where programs are, and the code that Node compiled before. */
export const bareEnvironment: NodeJS.ProcessEnv = {
  PATH: process.env["PATH"],
  NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
};
