/** How much of everything a run measures. */
export interface Scale {
  /** How often a measurement is repeated; the page shows the median, the least and the most. */
  readonly rounds: number;
  /** Lives of users before those whose steps are counted: until Node has compiled what runs. */
  readonly stepWarmUps: number;
  /** Users who log in, for the floor and for throughput. */
  readonly users: number;
  readonly warmUps: number;
  readonly loginsPerRound: number;
  readonly connections: readonly number[];
  readonly secondsPerLevel: number;
  readonly accounts: readonly number[];
  /** Seconds. */
  readonly longestFill: number;
  readonly imports: number;
}

export const full: Scale = {
  rounds: 5,
  stepWarmUps: 100,
  users: 4000,
  warmUps: 1000,
  loginsPerRound: 1000,
  connections: [1, 2, 4, 8, 16, 32, 64],
  secondsPerLevel: 4,
  accounts: [10, 10_000, 1_000_000],
  longestFill: 600,
  imports: 15,
};

/** Ten minutes: the same measurements with fewer repeats. */
export const short: Scale = {
  ...full,
  rounds: 3,
  stepWarmUps: 100,
  users: 1500,
  warmUps: 500,
  loginsPerRound: 400,
  connections: [1, 8, 64],
  secondsPerLevel: 3,
  accounts: [10, 10_000],
  longestFill: 60,
  imports: 5,
};

export const trial: Scale = {
  rounds: 2,
  stepWarmUps: 1,
  users: 300,
  warmUps: 100,
  loginsPerRound: 100,
  connections: [1, 8, 64],
  secondsPerLevel: 1,
  accounts: [10, 1000],
  longestFill: 20,
  imports: 3,
};
