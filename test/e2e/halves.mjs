/**
 * The end-to-end tests in two parts of about the same length, which run side by side: each in a process with one
 * server and one Chromium for all of its files. The two files of the hand-in stand together and in this order:
 * while the page trains the assignment, the command line does, and both files look at what it has made. The others
 * share nothing, and are dealt out by how long they take.
 */
export const halves = [
  [
    'test/e2e/handin-page.test.ts',
    'test/e2e/handin.test.ts',
    'test/e2e/pytorch.test.ts',
    'test/e2e/train.test.ts',
    'test/e2e/package.test.ts',
    'test/e2e/made-up.test.ts',
    'test/e2e/many.test.ts',
  ],
  [
    'test/e2e/kept.test.ts',
    'test/e2e/page.test.ts',
    'test/e2e/policy.test.ts',
    'test/e2e/results.test.ts',
    'test/e2e/storage.test.ts',
    'test/e2e/continue.test.ts',
    'test/e2e/device.test.ts',
    'test/e2e/element.test.ts',
    'test/e2e/embed-page.test.ts',
    'test/e2e/install.test.ts',
    'test/e2e/offline.test.ts',
    'test/e2e/busy.test.ts',
    'test/e2e/classroom.test.ts',
    'test/e2e/model.test.ts',
    'test/e2e/hand-in-file.test.ts',
    'test/e2e/cold-start.test.ts',
    'test/e2e/element-trouble.test.ts',
    'test/e2e/live.test.ts',
    'test/e2e/full-screen.test.ts',
    'test/e2e/notify.test.ts',
    'test/e2e/playground.test.ts',
    'test/e2e/data.test.ts',
    'test/e2e/server.test.ts',
    'test/e2e/dev.test.ts',
  ],
];
