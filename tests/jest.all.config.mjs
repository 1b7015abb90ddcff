/** Every project in one run, with one summary. */
export default {
  rootDir: '..',
  projects: ['<rootDir>/libs/*/jest.config.mjs', '<rootDir>/services/*/jest.config.mjs', '<rootDir>/tests/jest.config.mjs'],
  // Of a project's own configuration Jest ignores it in such a run.
  testTimeout: 90_000,
  // Many specs wait more than they work: four share two cores well.
  maxWorkers: 4,
  testSequencer: '<rootDir>/tests/runner/long-first.sequencer.mjs',
  // Suites of ES modules keep their memory until the worker ends.
  workerIdleMemoryLimit: '700MB',
};
