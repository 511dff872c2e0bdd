// What these scripts say to people.

const started = Date.now();

export const secondsSince = time =>
  `${((Date.now() - time) / 1000).toFixed(1)} s`;

export function say(text = '') {
  console.log(text);
}

/** An error whose message is all a person needs: no stack is shown. */
export class PlainError extends Error {
  name = 'PlainError';
}

/** Says what is being done, does it, and says how long it took. */
export async function step(title, action) {
  const begin = Date.now();
  say(`> ${title} …`);
  const result = await action();
  say(`  done in ${secondsSince(begin)} (${secondsSince(started)} in all)`);
  return result;
}

/** Ends the process with the reason. */
export function fail(reason) {
  if (typeof reason === 'string' || reason instanceof PlainError) {
    console.error(`\n${reason.message ?? reason}\n`);
  } else {
    console.error(reason);
  }
  process.exit(1);
}
