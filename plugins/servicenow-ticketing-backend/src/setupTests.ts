// A machine that does other things, too, must not fail tests by being slow.
jest.setTimeout(60_000);
